import type { Condition } from '../model/generated/mapping.ts'

/** Columns that a condition looks at. */
export function conditionColumns(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(conditionColumns)
  if ('any' in condition) return condition.any.flatMap(conditionColumns)
  if ('not' in condition) return conditionColumns(condition.not)
  return 'filled' in condition ? condition.filled : [condition.column]
}
