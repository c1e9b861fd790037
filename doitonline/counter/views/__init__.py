"""The counter's pages: thin views, one module for each thing a person does."""
