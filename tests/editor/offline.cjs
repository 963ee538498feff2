// Loaded into the language server: one that reaches for the network ends at once, and its test fails.
require("node:net").Socket.prototype.connect = () => {
  process.stderr.write("the language server reached for the network\n");
  process.exit(70);
};
