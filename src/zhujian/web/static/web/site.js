// What makes a page quicker to use; every page works without it.
import { focusErrors } from "./enhance/errors.js";
import { countSigns } from "./enhance/limit.js";
import { preparePrinting } from "./enhance/printing.js";
import { offerSuggestions } from "./enhance/suggest.js";
import { checkFiles } from "./enhance/files.js";
import { freeTables } from "./enhance/tables.js";

focusErrors();
preparePrinting();
freeTables();
document.querySelectorAll("input[data-suggest]").forEach(offerSuggestions);
document.querySelectorAll("textarea[data-limit]").forEach(countSigns);
document.querySelectorAll('input[type="file"]').forEach(checkFiles);
