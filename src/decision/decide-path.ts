/** The decision along one pooled path, for one denominator: exact counts in, one outcome out. */
import { type Curtailed, curtailed } from '../statistics/simon/conditional-power.ts'
import { attainedDesign } from './attained-design.ts'
import type {
  AttainedDesign,
  Outcome,
  PathDecision,
  PathDenominator,
  PathFacts,
  Plan,
  SensitivityRow,
  StageSet,
} from './path.ts'
import { everybody, firstPatients } from './stage-sets.ts'

export function decidePath(denominator: PathDenominator, facts: PathFacts, plan: Plan): PathDecision {
  const { n, x, open } = facts
  const of = { denominator, all: { n, x, open } }
  const first = firstPatients(facts, plan.design.n1)
  if (first === null) return { ...of, ...beforeStage1(plan) }
  const stage1 = stage1Outcome(facts, first, plan)
  // Who has to stop, or to wait, at stage 1 has no stage 2, however many patients came afterwards.
  const second = stage1 === 'go' || stage1 === 'unknown' ? secondSet(facts, plan) : null
  if (second !== null) return { ...of, ...stage2({ facts, first, second, plan }) }
  const endedEarly = plan.closed && stage1 !== 'stop' && stage1 !== 'wait'
  const design = attainedDesign(plan.design, { n1: first.n, n: Math.max(first.n, plan.design.n) })
  return {
    ...of,
    outcome: endedEarly ? 'closed-early' : stage1,
    stage: 1,
    set: first,
    design,
    curtailed: stage1 === 'go' ? certain(design, facts) : null,
    sensitivity: plan.closed || n >= plan.design.n ? sensitivityRow(facts, { first, plan, decided: first }) : null,
  }
}

type Ending = Omit<PathDecision, 'denominator' | 'all'>

function beforeStage1({ closed }: Plan): Ending {
  const outcome: Outcome = closed ? 'closed-early' : 'before-stage-1'
  return { outcome, stage: null, set: null, design: null, curtailed: null, sensitivity: null }
}

/** Rule 3: more than r1 responders are enough to go on; a stop needs every result of the set. */
function stage1Outcome(facts: PathFacts, first: StageSet, { design }: Plan): 'go' | 'stop' | 'wait' | 'unknown' {
  if (facts.stage1 !== null) return facts.stage1
  if (first.x === null) return 'unknown'
  // Without quarters the first patients of a complete second stage are not known: more than r1 among all is taken as a go
  // (rule 8: only the stage reached and the total are asked), and no more than r1 among all were no more among the first.
  if (first.x > design.r1) return 'go'
  return first.open > 0 ? 'wait' : 'stop'
}

/** The patients of stage 2: the first n of the design, or all of a cohort that was closed before. */
function secondSet(facts: PathFacts, { design, closed }: Plan): StageSet | null {
  const planned = firstPatients(facts, design.n)
  if (planned !== null) return planned.x === null && facts.x !== null ? everybody(facts) : planned
  const first = firstPatients(facts, design.n1)
  return closed && first !== null && facts.n > Math.min(first.n, design.n1) ? everybody(facts) : null
}

interface Stage2 {
  readonly facts: PathFacts
  readonly first: StageSet
  readonly second: StageSet
  readonly plan: Plan
}

function stage2({ facts, first, second, plan }: Stage2): Ending {
  const design = attainedDesign(plan.design, { n1: sizeOfFirst(first, plan), n: second.n })
  const outcome = design === null ? 'closed-early' : stage2Outcome(second, design)
  return {
    outcome,
    stage: 2,
    set: second,
    design,
    curtailed: design !== null && outcome === 'wait' ? certainWithOpen(design, second) : null,
    sensitivity: facts.n > second.n ? sensitivityRow(facts, { first, plan, decided: second }) : null,
  }
}

/** Without quarters the first stage is taken to have had its planned size. */
function sizeOfFirst(first: StageSet, { design }: Plan): number {
  return first.quarter === null ? design.n1 : first.n
}

function stage2Outcome({ x, open }: StageSet, { r }: AttainedDesign): 'positive' | 'negative' | 'wait' | 'unknown' {
  if (x === null) return 'unknown'
  if (x > r) return 'positive'
  return open > 0 ? 'wait' : 'negative'
}

/** All patients, where they are more than those of the decision. */
function sensitivityRow(
  facts: PathFacts,
  { first, plan, decided }: { first: StageSet; plan: Plan; decided: StageSet },
): SensitivityRow | null {
  const set = everybody(facts)
  if (set.n === decided.n || set.x === null) return null
  const design = attainedDesign(plan.design, { n1: sizeOfFirst(first, plan), n: set.n })
  if (design === null) return null
  const outcome = stage2Outcome(set, design)
  return outcome === 'unknown' ? null : { set, design, outcome }
}

function certain(design: AttainedDesign | null, { n, x }: PathFacts): Curtailed | null {
  return design === null || x === null || n >= design.n ? null : curtailed(design, { x, n })
}

/** With every open result a response the trial would still not be positive. */
function certainWithOpen({ r }: AttainedDesign, { x, open }: StageSet): Curtailed | null {
  return x !== null && x + open <= r ? 'cannot-succeed' : null
}
