// The desk asks for parts of pages instead of whole ones.
import "htmx.org";
