"""Template, notebook, then HTML, DOCX, PDF, XLSX and the manifest.

In the order in which a report is made:

``execution.execute(template, *, namespace, progress=None)``
    runs a percent notebook in process and returns it with the blocks its cells show.
``document.Front``, ``document.Stated``, ``document.read_document(notebook, front)``
    the head of a report; the whole report as sections of numbered blocks.
``rendering.render(document, formats)``
    bytes of each format ("html", "docx", "pdf", "xlsx").
``manifest.manifest(...)``
    versions, settings, inputs and seed behind a report.
``files.write_report(files, folder, stem, manifest)``
    writes what is new, never over a file that a person changed.
``quarto.render_quarto(document)``
    the same report by the Quarto command line, where it is installed.
"""
