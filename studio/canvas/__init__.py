"""The page under the pen: input, tools, painting and replay."""
