// Writes commands as GitHub's own toolkit does: the file of the toolkit as argument, [name, properties, message] on standard input.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { issueCommand } = await import(pathToFileURL(process.argv[2]).href);
for (const [name, properties, message] of JSON.parse(readFileSync(0, "utf8"))) {
  issueCommand(name, properties, message);
}
