def test_that_the_published_tables_give_their_fifteen_and_thirty_two_flags(call, fixtures):
    answer = call("check-table", fixtures / "published" / "zhang2025_clusters.tsv")
    assert answer.code == 0, answer.err
    rows = [line.split("\t") for line in answer.out.splitlines()]
    assert len(rows) == 53
    assert sum(row[6] == "side" for row in rows) == 15
    assert sum(row[7] == "name" for row in rows) == 32
    assert answer.sentences[-1].startswith("52 rows: 15 where the side contradicts x, 32 where AAL has another name")


def test_that_a_table_without_a_needed_column_is_refused(call, tmp_path):
    table = tmp_path / "t.tsv"
    table.write_text("region\tx\ty\nInsula_L\t-36\t6\n")
    answer = call("check-table", table)
    assert answer.code == 3
    assert answer.sentences == ['"t.tsv" has no column "z"; region, x, y and z are needed.']
