"""Answers to requests: loaded models and one function a request."""
