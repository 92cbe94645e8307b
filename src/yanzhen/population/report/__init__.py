"""What a population's answers come to, as an office reads it: a workbook, a page, plain figures.

with Outputs(folder) as outputs:
    written(result, asked, outputs)      # summary.xlsx, report.html, summary.json
"""
