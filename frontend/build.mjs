// Builds frontend/dist from the rooms' static folders:
//   css/site.css   design tokens, base, shell, one file per component, then the rooms' own
//   js/<name>.js   every module that stands directly in a static folder, bundled
//   img/…          pictures, copied as they are
// and frontend/fonts, which the PDF engine reads and no browser asks for.
import { build } from "esbuild";
import { bundle, browserslistToTargets } from "lightningcss";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const house = join(here, "..", "src", "zhujian");
const out = join(here, "dist");
const fonts = join(here, "fonts");
const FONT_FILES = ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"];
const WEB_ORDER = ["tokens.css", "base.css", "shell.css", "components", "print.css"];

const files = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => join(folder, name))
    : [];

const rooms = readdirSync(house, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => ({ name: entry.name, folder: join(house, entry.name, "static", entry.name) }))
  .filter((room) => existsSync(room.folder))
  .sort((a, b) => a.name.localeCompare(b.name));

function styleSheets() {
  const web = join(house, "web", "static", "web");
  const [tokens, base, shell, components, print] = WEB_ORDER;
  return [
    join(web, tokens),
    join(web, base),
    join(web, shell),
    ...files(join(web, components), ".css"),
    ...rooms.filter((room) => room.name !== "web").flatMap((room) => files(room.folder, ".css")),
    join(web, print),
  ];
}

function buildStyles() {
  const entry = join(out, "entry.css");
  writeFileSync(
    entry,
    styleSheets()
      .map((file) => `@import ${JSON.stringify(relative(out, file))};`)
      .join("\n"),
  );
  const { code } = bundle({
    filename: entry,
    minify: true,
    targets: browserslistToTargets(["chrome 64", "firefox 60", "safari 11.1"]),
  });
  mkdirSync(join(out, "css"), { recursive: true });
  writeFileSync(join(out, "css", "site.css"), code);
  rmSync(entry);
}

async function buildScripts() {
  const entries = rooms.flatMap((room) => files(room.folder, ".js"));
  await build({
    entryPoints: Object.fromEntries(entries.map((file) => [basename(file, ".js"), file])),
    outdir: join(out, "js"),
    nodePaths: [join(here, "node_modules")],
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2019"],
    legalComments: "none",
    logLevel: "warning",
  });
}

function copyPictures() {
  for (const room of rooms) {
    const pictures = join(room.folder, "img");
    if (existsSync(pictures)) cpSync(pictures, join(out, "img"), { recursive: true });
  }
}

function copyFonts() {
  const family = join(here, "node_modules", "@expo-google-fonts", "noto-sans-sc");
  mkdirSync(fonts, { recursive: true });
  for (const file of FONT_FILES) cpSync(join(family, file), join(fonts, basename(file)));
  cpSync(join(family, "LICENSE_FONT"), join(fonts, "LICENSE"));
}

// The folder itself stays: a running server may be watching it.
mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true });
buildStyles();
await buildScripts();
copyPictures();
copyFonts();
