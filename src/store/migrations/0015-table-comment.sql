-- Tables of both versions are kept as they were signed.
COMMENT ON COLUMN published.tables.document IS 'national-table/2, or /1 of tables made before there were cells of genes.';
