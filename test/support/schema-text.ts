/** The catalogue of a database as text: schemas, tables, columns, constraints, indexes, rights, comments; in a fixed order. */
import { withAdministrator } from '../../src/store/connection.ts'

const OURS = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'public')"

const STATEMENTS = [
  `SELECT format('SCHEMA %s -- %s', n.nspname, obj_description(n.oid, 'pg_namespace')) AS line
   FROM pg_namespace n WHERE ${OURS} ORDER BY n.nspname COLLATE "C"`,
  `SELECT format('TABLE %s.%s -- %s', n.nspname, c.relname, obj_description(c.oid, 'pg_class')) AS line
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OURS} AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY (n.nspname || '.' || c.relname) COLLATE "C"`,
  `SELECT format('COLUMN %s.%s.%s %s%s%s%s -- %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                 CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                 CASE WHEN a.attidentity <> '' THEN ' IDENTITY' WHEN a.attgenerated <> '' THEN ' GENERATED' ELSE '' END,
                 coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), ''),
                 col_description(c.oid, a.attnum)) AS line
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE ${OURS} AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY (n.nspname || '.' || c.relname) COLLATE "C", a.attnum`,
  `SELECT format('CONSTRAINT %s.%s %s %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
   FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OURS} AND k.contype <> 'n' ORDER BY (n.nspname || '.' || c.relname || ' ' || k.conname) COLLATE "C"`,
  `SELECT format('INDEX %s', i.indexdef) AS line FROM pg_indexes i JOIN pg_namespace n ON n.nspname = i.schemaname
   WHERE ${OURS} ORDER BY i.indexdef COLLATE "C"`,
  `SELECT format('GRANT %s ON %s.%s%s TO %s', string_agg(privilege, ', ' ORDER BY privilege COLLATE "C"), nspname, relname,
                 attname, grantee) AS line
   FROM (SELECT n.nspname, c.relname, '' AS attname, r.rolname AS grantee, g.privilege_type AS privilege
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) g
         JOIN pg_roles r ON r.oid = g.grantee WHERE ${OURS} AND g.grantee <> c.relowner
         UNION ALL
         SELECT n.nspname, c.relname, '.' || a.attname, r.rolname, g.privilege_type
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
              aclexplode(a.attacl) g JOIN pg_roles r ON r.oid = g.grantee WHERE ${OURS}
         UNION ALL
         SELECT 'SCHEMA', n.nspname, '', r.rolname, g.privilege_type
         FROM pg_namespace n, aclexplode(n.nspacl) g JOIN pg_roles r ON r.oid = g.grantee
         WHERE ${OURS} AND g.grantee <> n.nspowner) AS given
   GROUP BY nspname, relname, attname, grantee
   ORDER BY (nspname || '.' || relname || attname || ' ' || grantee) COLLATE "C"`,
]

export function describeSchema(adminUrl: string): Promise<string> {
  return withAdministrator(adminUrl, async admin => {
    const parts: string[] = []
    for (const statement of STATEMENTS) {
      const { rows } = await admin.query<{ line: string }>(statement)
      parts.push(rows.map(row => `${row.line}\n`).join(''))
    }
    return parts.join('\n')
  })
}
