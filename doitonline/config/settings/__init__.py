"""One module a process: `counter`, `office`, and `owner`, who migrates both databases."""
