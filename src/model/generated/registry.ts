// Made by `npm run generate`: every schema of the node.
import { answerSchema } from './answer.ts'
import { cohortDefinitionSchema } from './cohort-definition.ts'
import { commonRecordSchema } from './common-record.ts'
import { cutSchema } from './cut.ts'
import { nationalTableSchema } from './national-table.ts'
import { outcomeSchema } from './outcome.ts'
import { questionSchema } from './question.ts'
import { recordSchema } from './record.ts'

export const allSchemas = [
  answerSchema,
  cohortDefinitionSchema,
  commonRecordSchema,
  cutSchema,
  nationalTableSchema,
  outcomeSchema,
  questionSchema,
  recordSchema,
] as const
