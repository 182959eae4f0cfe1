"""The frozen objects that flow between the stages."""
