"""Template, notebook, then HTML, DOCX, PDF, XLSX and the manifest."""
