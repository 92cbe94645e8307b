"""What every list says."""

WORDS = {
    "list_all": ("全部", "All"),
    "list_order": ("排序", "Order"),
    "list_up": ("{column}：升序", "{column}: ascending"),
    "list_down": ("{column}：降序", "{column}: descending"),
    "list_find": ("查询", "Find"),
    "list_clear": ("清除条件", "Clear"),
    "list_filters": ("查询条件", "Search and filters"),
    "list_total": ("共{count}条", "{count} in all"),
    "list_many": (
        "超过{count}条，请用条件缩小范围，或全部导出",
        "More than {count}: narrow the list down, or export all of it",
    ),
    "list_empty": ("这里还没有内容。", "There is nothing here yet."),
    "list_none_found": ("没有符合条件的内容。", "Nothing matches."),
    "list_export": ("导出表格", "Export as a sheet"),
    "list_pages": ("分页", "Pages"),
    "list_page": ("第{page}页", "Page {page}"),
    "list_before": ("上一页", "Previous"),
    "list_after": ("下一页", "Next"),
    "list_pick": ("选择：{name}", "Select: {name}"),
    "list_pick_all": ("选择本页全部", "Select all on this page"),
    "list_picked": ("对选中的：", "With the selected:"),
    "list_sort_by": ("按这一列排序", "sort by this column"),
}
