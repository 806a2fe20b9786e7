// Made from schemas/report-result.schema.json by `npm run generate`; change the schema, not this file.
/**
 * How the primary endpoint is read, e.g. control-w16-visit: CR, PR or SD at the week-16 visit.
 */
export type EndpointCode = string
export type Count = (ExactCount | MaskedCount)
export type MeasureCode = ("disease-control-w16" | "objective-response" | "confirmed-response" | "best-response-cr" | "best-response-pr" | "best-response-sd" | "best-response-pd" | "best-response-ne" | "no-control-progressed" | "no-control-died" | "no-control-off-treatment" | "no-control-missed" | "no-control-unconfirmed-progression" | "no-control-not-assessable" | "ae-grade3-related" | "ae-grade3-related-or-unknown" | "serious-ae")
export type DenominatorCode = ("screened" | "enrolled" | "treated" | "treated-mature" | "evaluable")
export type ReportedOutcome = ("before-stage-1" | "wait" | "go" | "stop" | "positive" | "negative" | "closed-early" | "unknown")
export type ReportedDenominator = ("evaluable" | "treated-mature")
/**
 * @minItems 2
 * @maxItems 2
 */
export type ReportedInterval = [number, number]
export type ReportedLocalAlpha = (OnePath | Enumerated | NotDetermined)
/**
 * A limit that is never reached is null.
 * 
 * @minItems 2
 * @maxItems 2
 */
export type OpenInterval = [(number | null), (number | null)]

/**
 * Everything that a report of one merged cohort shows, computed from one merged-counts document, which stands in it with its hash. All files of a report are made from this.
 */
export interface ReportResult {
schema: "report-result/1"
documentHash: string
document: MergedCounts
program: string
level: number
decision: ReportedDecision
lock: ReportedLock
funnel: FunnelRow[]
rows: ReportedRow[]
pooled: ReportedProportion[]
twoStage: ReportedTwoStage[]
outlook: (ReportedOutlook | null)
thirdStage: (ReportedThirdStage | null)
heterogeneity: (ReportedHeterogeneity | null)
/**
 * Why there is no heterogeneity; null where there is.
 */
heterogeneityMissing: ("pool-only" | "one-country" | "no-outcome" | "mixed-definitions" | null)
responses: ReportedMeasure[]
safety: ReportedMeasure[]
exposure: (ReportedRate | null)
survival: ReportedCurve[]
logRank: ReportedLogRank[]
bayes: (ReportedBayes | null)
accrual: ReportedAccrual
rules: ReportedRule[]
}
/**
 * What is known of one cohort, part by part: a part is one country or the pool of a round. All that decision and report read. Each count is exact or masked with its bounds, and named by its denominator; no method sees a patient.
 */
export interface MergedCounts {
schema: "merged-counts/1"
cohort: MergedCohort
/**
 * null where nothing is asked about efficacy.
 */
endpoint: (EndpointCode | null)
/**
 * null: no decision is asked.
 */
design: (TwoStageDesign | null)
looks: Looks
policy: ShownUnder
merged: Merged
/**
 * @minItems 1
 * @maxItems 256
 */
parts: [(CountryPart | PoolPart), ...((CountryPart | PoolPart))[]]
/**
 * Countries that were asked and of which a member did not answer, or that are not in the set of a round.
 * 
 * @maxItems 256
 */
absent: AbsentCountry[]
}
export interface MergedCohort {
/**
 * Key v1; null where a part is under review, or for all cohorts of a table together.
 */
key: (string | null)
label: string
/**
 * SHA-256 of the canonical definition.
 */
definitionHash: (string | null)
}
/**
 * Simon's two-stage design: stop after n1 patients if at most r1 respond; positive if more than r of n do.
 */
export interface TwoStageDesign {
version: string
r1: number
n1: number
r: number
n: number
p0: number
p1: number
/**
 * Nominal alpha; null: the design's own.
 */
alpha: (number | null)
/**
 * Largest size of a third stage, which is for estimation only.
 */
expansionTo: (number | null)
}
export interface Looks {
/**
 * Evaluable patients from which stage 1 is looked at.
 */
s1: number
s2: number
/**
 * True at the final look: no more patients will come.
 */
closed: boolean
}
/**
 * What the report shows of survival, and the least count that a national table shows.
 */
export interface ShownUnder {
version: string
k: number
survival: {
minPatients: number
gridDays: number
minEventsInStep: number
minAtRisk: number
}
}
/**
 * Who put the parts together, when and with what; part of the lock from which a decision is replayed.
 */
export interface Merged {
/**
 * Member, person or process.
 */
by: string
on: (string | null)
program: string
}
/**
 * One country.
 */
export interface CountryPart {
kind: "country"
country: string
source: (LocalTableSource | DiscoverySource | ExportSource)
cut: CountryCut
/**
 * True: in the sums. False: shown beside them, because another part holds the same patients.
 */
counted: boolean
endpoint: (EndpointCode | null)
versions: PartVersions
counts: PartCounts
/**
 * Patients with what the measure names, of its denominator. A pair of measure and denominator stands once.
 * 
 * @maxItems 64
 */
measures: PartMeasure[]
/**
 * Cumulative by calendar quarter of treatment start, quarters ascending; empty where they are not known. Exact.
 * 
 * @maxItems 400
 */
quarters: QuarterCounts[]
survival: PartSurvival
exposure: (Exposure | null)
/**
 * null: not known.
 */
localStops: (LocalStops | null)
}
export interface LocalTableSource {
kind: "local-table"
member: string
sha256: string
}
export interface DiscoverySource {
kind: "discovery"
/**
 * @minItems 1
 */
members: [string, ...(string)[]]
/**
 * @minItems 1
 */
tables: [string, ...(string)[]]
}
export interface ExportSource {
kind: "export"
member: string
sha256: string
}
export interface CountryCut {
id: (string | null)
cutOff: string
}
export interface PartVersions {
derivation: string
/**
 * Policy that the part was let out under; null for a table that has not left its node.
 */
policy: (string | null)
}
/**
 * Patients by denominator code, with pending and awaiting beside them. A code that is missing is not known of this part.
 */
export interface PartCounts {
screened?: Count
actionable?: Count
enrolled?: Count
treated?: Count
"treated-mature"?: Count
evaluable?: Count
pending?: Count
awaiting?: Count
}
export interface ExactCount {
exact: number
}
/**
 * Bounds come from the table or its margins, never from a guess.
 */
export interface MaskedCount {
masked: {
lo: number
/**
 * null: at least lo, no upper bound is known.
 */
hi: (number | null)
}
}
export interface PartMeasure {
measure: MeasureCode
denominator: DenominatorCode
count: Count
}
export interface QuarterCounts {
quarter: string
treated?: number
"treated-mature"?: number
evaluable: number
pending: number
/**
 * Disease control at week 16; one numerator for both denominators. A round gives it at the ends of stages only.
 */
control?: number
}
/**
 * Time from treatment start in days.
 */
export interface PartSurvival {
pfs?: CurveCounts
os?: CurveCounts
}
export interface CurveCounts {
denominator: ("treated" | "evaluable")
entered: number
/**
 * A step ends at day `to` and begins after the end of the one before; events come before censorings.
 * 
 * @maxItems 2000
 */
steps: CurveStep[]
/**
 * True where the curve ends because fewer than the policy's number are at risk.
 */
cut: boolean
}
export interface CurveStep {
to: number
events: number
censored: number
}
export interface Exposure {
/**
 * Adverse events of grade 3 and more related to treatment; a patient can have several.
 */
events: number
personDays: number
}
/**
 * Rules by which countries stop by themselves: after the first n1 patients with at most r1 responders.
 */
export interface LocalStops {
/**
 * @maxItems 64
 */
rules: LocalStopRule[]
/**
 * True where a country of the part has no rule of its own.
 */
othersGoOn: boolean
}
export interface LocalStopRule {
country: string
r1: number
n1: number
stopped: boolean
}
/**
 * The sum over the countries of a round; no country's part is visible.
 */
export interface PoolPart {
kind: "pool"
/**
 * @minItems 1
 * @maxItems 64
 */
countries: [string, ...(string)[]]
source: NetworkTableSource
cut: CutWindow
stage1: (PublishedStage1 | null)
/**
 * True: in the sums. False: shown beside them, because another part holds the same patients.
 */
counted: boolean
endpoint: (EndpointCode | null)
versions: PartVersions
counts: PartCounts
/**
 * Patients with what the measure names, of its denominator. A pair of measure and denominator stands once.
 * 
 * @maxItems 64
 */
measures: PartMeasure[]
/**
 * Cumulative by calendar quarter of treatment start, quarters ascending; empty where they are not known. Exact.
 * 
 * @maxItems 400
 */
quarters: QuarterCounts[]
survival: PartSurvival
exposure: (Exposure | null)
/**
 * null: not known.
 */
localStops: (LocalStops | null)
}
export interface NetworkTableSource {
kind: "network-table"
round: string
/**
 * Round that the counts are from, where it is an earlier one.
 */
standsFrom: (string | null)
manifest: string
sha256: string
}
export interface CutWindow {
from: string
to: string
/**
 * SHA-256 of the set of contributions.
 */
set: string
}
/**
 * What a round publishes of stage 1: no count of responders.
 */
export interface PublishedStage1 {
outcome: ("go" | "stop" | "wait")
quarter: (string | null)
/**
 * Size of the stage-1 set.
 */
evaluable: (number | null)
}
export interface AbsentCountry {
country: string
reason: ("refused" | "invalid" | "unreachable" | "timeout" | "late" | "not-in-set" | "no-table")
}
export interface ReportedDecision {
title: ("before-stage-1" | "wait" | "go" | "stop" | "positive" | "negative" | "closed-early" | "unknown" | "depends-on-denominator" | "mixed-definitions" | "depends-on-masked" | "no-design")
outcome: (ReportedOutcome | null)
nominalAlpha: (number | null)
denominators: ReportedDenominatorDecision[]
endpoints: string[]
rules: ("one-path" | "stage-1-set" | "no-stop-while-open" | "attained-sizes" | "local-stops-stay" | "two-denominators" | "mixed-definitions" | "pooled-rounds" | "multiplicity" | "lock" | "masked-parts")[]
}
export interface ReportedDenominatorDecision {
denominator: ReportedDenominator
path: (ReportedPath | null)
masked: (ReportedMasked | null)
outcome: (ReportedOutcome | null)
local: (ReportedLocalAlpha | null)
}
export interface ReportedPath {
denominator: ReportedDenominator
outcome: ReportedOutcome
stage: (1 | 2 | null)
all: ReportedSet
set: (ReportedStageSet | null)
design: (ReportedDesign | null)
curtailed: ("positive-already" | "cannot-succeed" | null)
sensitivity: (ReportedSensitivity | null)
}
export interface ReportedSet {
n: number
x: (number | null)
open: number
}
export interface ReportedStageSet {
n: number
x: (number | null)
open: number
quarter: (string | null)
}
export interface ReportedDesign {
r1: number
n1: number
r: number
n: number
alpha: number
power: number
pet0: number
pet1: number
en0: number
en1: number
asPlanned: boolean
rederived: boolean
}
export interface ReportedSensitivity {
set: ReportedStageSet
design: ReportedDesign
outcome: ("positive" | "negative" | "wait")
}
export interface ReportedMasked {
worst: ReportedEnd
best: ReportedEnd
outcomes: ReportedOutcome[]
agree: boolean
}
export interface ReportedEnd {
n: number
x: number
estimate: (number | null)
clopperPearson: (ReportedInterval | null)
outcome: (ReportedOutcome | null)
}
export interface OnePath {
state: "one-path"
}
export interface Enumerated {
state: "enumerated"
alpha: number
power: number
rules: ReportedStopRule[]
stopped: string[]
}
export interface ReportedStopRule {
country: string
r1: number
n1: number
stopped: boolean
}
export interface NotDetermined {
state: "not-determined"
stopped: string[]
}
export interface ReportedLock {
design: (string | null)
cohortKey: (string | null)
definitionHash: (string | null)
mergedBy: string
mergedOn: (string | null)
program: string
parts: ReportedLockPart[]
}
export interface ReportedLockPart {
countries: string[]
counted: boolean
cut: (LockedCut | LockedWindow)
tables: string[]
}
export interface LockedCut {
id: (string | null)
cutOff: string
}
export interface LockedWindow {
from: string
to: string
set: string
}
export interface FunnelRow {
code: ("screened" | "actionable" | "enrolled" | "treated" | "treated-mature" | "evaluable" | "pending" | "awaiting")
count: ReportedBounds
}
/**
 * Exact where both are one number; hi null: at least lo.
 */
export interface ReportedBounds {
lo: number
hi: (number | null)
}
/**
 * One part under one denominator.
 */
export interface ReportedRow {
name: string
kind: ("country" | "pool")
countries: string[]
counted: boolean
source: ("local-table" | "discovery" | "network-table" | "export")
denominator: ReportedDenominator
endpoint: (string | null)
treated: (ReportedBounds | null)
n: (ReportedBounds | null)
pending: (ReportedBounds | null)
x: (ReportedBounds | null)
estimate: (number | null)
clopperPearson: (ReportedInterval | null)
cut: string
}
export interface ReportedProportion {
denominator: ReportedDenominator
n: number
x: number
estimate: number
clopperPearson: ReportedInterval
wilson: ReportedInterval
jeffreys: ReportedInterval
midP: ReportedInterval
upperOneSided: number
pValue: (number | null)
}
export interface ReportedTwoStage {
denominator: ReportedDenominator
n: number
x: number
r1: number
n1: number
r: number
stoppedAtStage1: boolean
level: number
mle: number
umvue: number
pValue: number
interval: ReportedInterval
intervalKoyamaChen: OpenInterval
koyamaChen: (ReportedKoyamaChen | null)
}
export interface ReportedKoyamaChen {
x1: number
m2: number
x2: number
pValue: number
conditionalAlpha: number
reject: boolean
}
/**
 * Chance to be positive in the end, after the patients so far.
 */
export interface ReportedOutlook {
n: number
x: number
needed: number
remaining: number
powerP0: number
powerP1: number
predictive: number
}
/**
 * Patients after stage 2: estimation only.
 */
export interface ReportedThirdStage {
n: number
x: number
estimate: number
clopperPearson: ReportedInterval
}
/**
 * Evaluable patients by country; needs exact counts of at least two countries.
 */
export interface ReportedHeterogeneity {
countries: string[]
exactP: (number | null)
q: number
df: number
qP: number
i2: number
h2: number
commonEffect: ReportedLogit
dl: ReportedLogit
pm: ReportedLogit
reml: ReportedLogit
knappHartung: ReportedKnappHartung
prediction: (ReportedInterval | null)
glmm: (ReportedGlmm | null)
notes: ReportedNote[]
leaveOneOut: ReportedLeftOut[]
}
export interface ReportedLogit {
logit: number
se: number
estimate: number
interval: ReportedInterval
tau2: number
i2: number
}
export interface ReportedKnappHartung {
se: number
df: number
factor: number
interval: ReportedInterval
}
export interface ReportedGlmm {
logit: number
se: number
estimate: number
interval: ReportedInterval
tau2: number
}
export interface ReportedNote {
of: string
why: string
}
export interface ReportedLeftOut {
without: string
x: number
n: number
estimate: number
clopperPearson: ReportedInterval
}
export interface ReportedMeasure {
measure: string
denominator: ("screened" | "enrolled" | "treated" | "treated-mature" | "evaluable")
n: ReportedBounds
x: ReportedBounds
estimate: (number | null)
clopperPearson: (ReportedInterval | null)
}
export interface ReportedRate {
events: number
personDays: number
perYear: number
interval: ReportedInterval
}
export interface ReportedCurve {
name: ("pfs" | "os")
denominator: string
entered: number
hidden: ("too-few-patients" | "too-few-events" | null)
cut: boolean
/**
 * True below 50 patients: steps are coarse.
 */
approximate: boolean
steps: ReportedStep[]
median: (number | null)
medianStep: (ReportedMedianStep | null)
medianInterval: OpenInterval
medianIntervalLog: OpenInterval
week16: (ReportedLandmark | null)
restrictedMean: (ReportedRestrictedMean | null)
}
export interface ReportedStep {
from: number
to: number
atRisk: number
events: number
censored: number
survival: number
se: (number | null)
interval: (ReportedInterval | null)
}
export interface ReportedMedianStep {
from: number
to: number
}
export interface ReportedLandmark {
day: number
kind: ("binomial" | "survival")
survival: number
interval: (ReportedInterval | null)
}
export interface ReportedRestrictedMean {
tau: number
mean: number
se: number
interval: ReportedInterval
}
/**
 * Between countries, from steps: approximate.
 */
export interface ReportedLogRank {
name: ("pfs" | "os")
countries: string[]
chisq: (number | null)
df: number
pValue: (number | null)
patients: number
}
/**
 * Exploratory; no decision is built on it.
 */
export interface ReportedBayes {
prior: BetaPrior
mean: number
interval: ReportedInterval
exceeds: ReportedExceeds[]
hierarchical: (ReportedHierarchical | null)
}
export interface BetaPrior {
a: number
b: number
}
export interface ReportedExceeds {
threshold: number
probability: number
}
export interface ReportedHierarchical {
muMean: number
muSd: number
tauScale: number
countries: ReportedShrunk[]
tau: number
}
export interface ReportedShrunk {
country: string
mean: number
sd: number
}
export interface ReportedAccrual {
quarters: ReportedQuarter[]
treated: (ReportedBounds | null)
evaluable: (ReportedBounds | null)
projections: Projection[]
}
export interface ReportedQuarter {
quarter: string
treated: (number | null)
evaluable: number
pending: number
control: (number | null)
}
export interface Projection {
target: number
quarters: number
range: OpenInterval
}
export interface ReportedRule {
id: ("one-path" | "stage-1-set" | "no-stop-while-open" | "attained-sizes" | "local-stops-stay" | "two-denominators" | "mixed-definitions" | "pooled-rounds" | "multiplicity" | "lock" | "masked-parts")
rates: RuleRate[]
}
export interface RuleRate {
of: ("path" | "any" | "stop" | "stopEach" | "stage1" | "kept" | "twoStops" | "noStop" | "stage2")
k: (number | null)
probability: number
avoided: boolean
}

export const reportResultSchema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:prime-rose:report-result/1",
  "title": "ReportResult",
  "description": "Everything that a report of one merged cohort shows, computed from one merged-counts document, which stands in it with its hash. All files of a report are made from this.",
  "type": "object",
  "additionalProperties": false,
  "examples": [
    {
      "schema": "report-result/1",
      "documentHash": "6d5360a656572cc8725766e5dc2f1b1cec9fd1d2ef30d2700dadacfe9c1d2b22",
      "document": {
        "schema": "merged-counts/1",
        "cohort": {
          "key": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
          "label": "an invented cohort",
          "definitionHash": null
        },
        "endpoint": "control-w16-visit",
        "design": {
          "version": "drup-8-24/1",
          "r1": 0,
          "n1": 8,
          "r": 4,
          "n": 24,
          "p0": 0.1,
          "p1": 0.3,
          "alpha": null,
          "expansionTo": 130
        },
        "looks": {
          "s1": 8,
          "s2": 24,
          "closed": false
        },
        "policy": {
          "version": "1",
          "k": 5,
          "survival": {
            "minPatients": 24,
            "gridDays": 28,
            "minEventsInStep": 3,
            "minAtRisk": 5
          }
        },
        "merged": {
          "by": "impress-norway",
          "on": "2026-01-15",
          "program": "prime-rose-node 0.1.0"
        },
        "absent": [],
        "parts": [
          {
            "endpoint": "control-w16-visit",
            "versions": {
              "derivation": "w16/1",
              "policy": "1"
            },
            "quarters": [],
            "survival": {},
            "exposure": null,
            "localStops": {
              "rules": [],
              "othersGoOn": true
            },
            "kind": "country",
            "country": "NO",
            "source": {
              "kind": "export",
              "member": "trial-no",
              "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
            },
            "cut": {
              "id": "cut-0123456789abcdef",
              "cutOff": "2025-12-31"
            },
            "counts": {
              "treated": {
                "exact": 27
              },
              "treated-mature": {
                "exact": 26
              },
              "evaluable": {
                "exact": 24
              },
              "pending": {
                "exact": 1
              },
              "awaiting": {
                "exact": 0
              }
            },
            "measures": [
              {
                "measure": "disease-control-w16",
                "denominator": "evaluable",
                "count": {
                  "exact": 5
                }
              },
              {
                "measure": "disease-control-w16",
                "denominator": "treated-mature",
                "count": {
                  "exact": 5
                }
              }
            ],
            "counted": true
          }
        ]
      },
      "program": "prime-rose-node 0.1.0",
      "level": 0.95,
      "decision": {
        "title": "depends-on-denominator",
        "outcome": null,
        "nominalAlpha": 0.07775522218114697,
        "denominators": [
          {
            "denominator": "evaluable",
            "path": {
              "denominator": "evaluable",
              "all": {
                "n": 24,
                "x": 5,
                "open": 1
              },
              "outcome": "positive",
              "stage": 2,
              "set": {
                "n": 24,
                "x": 5,
                "open": 1,
                "quarter": null
              },
              "design": {
                "r1": 0,
                "n1": 8,
                "r": 4,
                "n": 24,
                "alpha": 0.07775522218114697,
                "power": 0.8572128439377834,
                "pet0": 0.43046721,
                "pet1": 0.057648010000000055,
                "en0": 17.11252464,
                "en1": 23.07763184000002,
                "asPlanned": true,
                "rederived": false
              },
              "curtailed": null,
              "sensitivity": null
            },
            "masked": null,
            "outcome": "positive",
            "local": {
              "state": "one-path"
            }
          },
          {
            "denominator": "treated-mature",
            "path": {
              "denominator": "treated-mature",
              "all": {
                "n": 26,
                "x": 5,
                "open": 1
              },
              "outcome": "wait",
              "stage": 2,
              "set": {
                "n": 26,
                "x": 5,
                "open": 1,
                "quarter": null
              },
              "design": {
                "r1": 0,
                "n1": 8,
                "r": 5,
                "n": 26,
                "alpha": 0.0370978005062781,
                "power": 0.8105744541924201,
                "pet0": 0.43046721,
                "pet1": 0.057648010000000055,
                "en0": 18.25159022,
                "en1": 24.96233582000002,
                "asPlanned": false,
                "rederived": true
              },
              "curtailed": null,
              "sensitivity": null
            },
            "masked": null,
            "outcome": "wait",
            "local": {
              "state": "one-path"
            }
          }
        ],
        "endpoints": [
          "control-w16-visit"
        ],
        "rules": [
          "one-path",
          "stage-1-set",
          "no-stop-while-open",
          "attained-sizes",
          "two-denominators",
          "lock"
        ]
      },
      "lock": {
        "design": "drup-8-24/1",
        "cohortKey": "v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib",
        "definitionHash": null,
        "mergedBy": "impress-norway",
        "mergedOn": "2026-01-15",
        "program": "prime-rose-node 0.1.0",
        "parts": [
          {
            "countries": [
              "NO"
            ],
            "counted": true,
            "cut": {
              "id": "cut-0123456789abcdef",
              "cutOff": "2025-12-31"
            },
            "tables": [
              "0000000000000000000000000000000000000000000000000000000000000000"
            ]
          }
        ]
      },
      "funnel": [
        {
          "code": "treated",
          "count": {
            "lo": 27,
            "hi": 27
          }
        },
        {
          "code": "treated-mature",
          "count": {
            "lo": 26,
            "hi": 26
          }
        },
        {
          "code": "evaluable",
          "count": {
            "lo": 24,
            "hi": 24
          }
        },
        {
          "code": "pending",
          "count": {
            "lo": 1,
            "hi": 1
          }
        },
        {
          "code": "awaiting",
          "count": {
            "lo": 0,
            "hi": 0
          }
        }
      ],
      "rows": [
        {
          "name": "NO",
          "kind": "country",
          "countries": [
            "NO"
          ],
          "counted": true,
          "source": "export",
          "denominator": "evaluable",
          "endpoint": "control-w16-visit",
          "treated": {
            "lo": 27,
            "hi": 27
          },
          "n": {
            "lo": 24,
            "hi": 24
          },
          "pending": {
            "lo": 1,
            "hi": 1
          },
          "x": {
            "lo": 5,
            "hi": 5
          },
          "estimate": 0.20833333333333334,
          "clopperPearson": [
            0.07131861719805499,
            0.4215128436372525
          ],
          "cut": "2025-12-31"
        },
        {
          "name": "NO",
          "kind": "country",
          "countries": [
            "NO"
          ],
          "counted": true,
          "source": "export",
          "denominator": "treated-mature",
          "endpoint": "control-w16-visit",
          "treated": {
            "lo": 27,
            "hi": 27
          },
          "n": {
            "lo": 26,
            "hi": 26
          },
          "pending": {
            "lo": 1,
            "hi": 1
          },
          "x": {
            "lo": 5,
            "hi": 5
          },
          "estimate": 0.19230769230769232,
          "clopperPearson": [
            0.06554810873678256,
            0.39350552793932186
          ],
          "cut": "2025-12-31"
        }
      ],
      "pooled": [
        {
          "denominator": "evaluable",
          "n": 24,
          "x": 5,
          "estimate": 0.20833333333333334,
          "clopperPearson": [
            0.07131861719805499,
            0.4215128436372525
          ],
          "wilson": [
            0.09244825352851851,
            0.40470453253188665
          ],
          "jeffreys": [
            0.08425066652681956,
            0.3979610716784461
          ],
          "midP": [
            0.08059173073206338,
            0.40300265288156334
          ],
          "upperOneSided": 0.3891393473598982,
          "pValue": 0.08507488587867047
        },
        {
          "denominator": "treated-mature",
          "n": 26,
          "x": 5,
          "estimate": 0.19230769230769232,
          "clopperPearson": [
            0.06554810873678256,
            0.39350552793932186
          ],
          "wilson": [
            0.08507061148942408,
            0.37876257119317
          ],
          "jeffreys": [
            0.07739796465286379,
            0.37134754389058244
          ],
          "midP": [
            0.0740618861737891,
            0.37600677865828425
          ],
          "upperOneSided": 0.36259486197815627,
          "pValue": 0.11183512332060074
        }
      ],
      "twoStage": [
        {
          "denominator": "evaluable",
          "n": 24,
          "x": 5,
          "r1": 0,
          "n1": 8,
          "r": 4,
          "stoppedAtStage1": false,
          "level": 0.9,
          "mle": 0.20833333333333334,
          "umvue": 0.2321953010279,
          "pValue": 0.07775522218114697,
          "interval": [
            0.08812892621500626,
            0.40133706222595156
          ],
          "intervalKoyamaChen": [
            0.08812892621500626,
            0.36543199385324976
          ],
          "koyamaChen": null
        }
      ],
      "outlook": null,
      "thirdStage": null,
      "heterogeneity": null,
      "heterogeneityMissing": "one-country",
      "responses": [],
      "safety": [],
      "exposure": null,
      "survival": [],
      "logRank": [],
      "bayes": {
        "prior": {
          "a": 1,
          "b": 1
        },
        "mean": 0.23076923076923078,
        "interval": [
          0.09356443933174294,
          0.40703743227867717
        ],
        "exceeds": [
          {
            "threshold": 0.1,
            "probability": 0.9666000553885048
          },
          {
            "threshold": 0.3,
            "probability": 0.1934884420880649
          }
        ],
        "hierarchical": null
      },
      "accrual": {
        "quarters": [],
        "treated": {
          "lo": 27,
          "hi": 27
        },
        "evaluable": {
          "lo": 24,
          "hi": 24
        },
        "projections": []
      },
      "rules": [
        {
          "id": "one-path",
          "rates": [
            {
              "of": "path",
              "k": null,
              "probability": 0.07775522218114697,
              "avoided": false
            },
            {
              "of": "any",
              "k": 2,
              "probability": 0.14946456978585443,
              "avoided": true
            },
            {
              "of": "any",
              "k": 3,
              "probability": 0.21559814113509276,
              "avoided": true
            },
            {
              "of": "any",
              "k": 4,
              "probability": 0.2765894819504383,
              "avoided": true
            },
            {
              "of": "any",
              "k": 5,
              "probability": 0.3328384275095606,
              "avoided": true
            },
            {
              "of": "stop",
              "k": null,
              "probability": 0.43046721,
              "avoided": false
            },
            {
              "of": "stopEach",
              "k": null,
              "probability": 0.0797664430768725,
              "avoided": true
            }
          ]
        }
      ]
    }
  ],
  "required": [
    "schema",
    "documentHash",
    "document",
    "program",
    "level",
    "decision",
    "lock",
    "funnel",
    "rows",
    "pooled",
    "twoStage",
    "outlook",
    "thirdStage",
    "heterogeneity",
    "heterogeneityMissing",
    "responses",
    "safety",
    "exposure",
    "survival",
    "logRank",
    "bayes",
    "accrual",
    "rules"
  ],
  "properties": {
    "schema": {
      "const": "report-result/1"
    },
    "documentHash": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "document": {
      "$ref": "urn:prime-rose:merged-counts/1"
    },
    "program": {
      "type": "string",
      "maxLength": 4000
    },
    "level": {
      "type": "number",
      "minimum": 0,
      "maximum": 1
    },
    "decision": {
      "$ref": "#/$defs/decision"
    },
    "lock": {
      "$ref": "#/$defs/lock"
    },
    "funnel": {
      "type": "array",
      "items": {
        "title": "FunnelRow",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "code",
          "count"
        ],
        "properties": {
          "code": {
            "enum": [
              "screened",
              "actionable",
              "enrolled",
              "treated",
              "treated-mature",
              "evaluable",
              "pending",
              "awaiting"
            ]
          },
          "count": {
            "$ref": "#/$defs/bounds"
          }
        }
      }
    },
    "rows": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/row"
      }
    },
    "pooled": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/proportion"
      }
    },
    "twoStage": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/twoStage"
      }
    },
    "outlook": {
      "anyOf": [
        {
          "$ref": "#/$defs/outlook"
        },
        {
          "type": "null"
        }
      ]
    },
    "thirdStage": {
      "anyOf": [
        {
          "$ref": "#/$defs/thirdStage"
        },
        {
          "type": "null"
        }
      ]
    },
    "heterogeneity": {
      "anyOf": [
        {
          "$ref": "#/$defs/heterogeneity"
        },
        {
          "type": "null"
        }
      ]
    },
    "heterogeneityMissing": {
      "enum": [
        "pool-only",
        "one-country",
        "no-outcome",
        "mixed-definitions",
        null
      ],
      "description": "Why there is no heterogeneity; null where there is."
    },
    "responses": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/measureRow"
      }
    },
    "safety": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/measureRow"
      }
    },
    "exposure": {
      "anyOf": [
        {
          "$ref": "#/$defs/rate"
        },
        {
          "type": "null"
        }
      ]
    },
    "survival": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/curve"
      }
    },
    "logRank": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/logRank"
      }
    },
    "bayes": {
      "anyOf": [
        {
          "$ref": "#/$defs/bayes"
        },
        {
          "type": "null"
        }
      ]
    },
    "accrual": {
      "$ref": "#/$defs/accrual"
    },
    "rules": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/ruleRates"
      }
    }
  },
  "$defs": {
    "interval": {
      "title": "ReportedInterval",
      "type": "array",
      "minItems": 2,
      "maxItems": 2,
      "items": {
        "type": "number"
      },
      "prefixItems": [
        {
          "type": "number"
        },
        {
          "type": "number"
        }
      ]
    },
    "openInterval": {
      "title": "OpenInterval",
      "description": "A limit that is never reached is null.",
      "type": "array",
      "minItems": 2,
      "maxItems": 2,
      "items": {
        "type": [
          "number",
          "null"
        ]
      },
      "prefixItems": [
        {
          "type": [
            "number",
            "null"
          ]
        },
        {
          "type": [
            "number",
            "null"
          ]
        }
      ]
    },
    "bounds": {
      "title": "ReportedBounds",
      "description": "Exact where both are one number; hi null: at least lo.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "lo",
        "hi"
      ],
      "properties": {
        "lo": {
          "type": "integer",
          "minimum": 0
        },
        "hi": {
          "anyOf": [
            {
              "type": "integer",
              "minimum": 0
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "outcome": {
      "title": "ReportedOutcome",
      "enum": [
        "before-stage-1",
        "wait",
        "go",
        "stop",
        "positive",
        "negative",
        "closed-early",
        "unknown"
      ]
    },
    "pathDenominator": {
      "title": "ReportedDenominator",
      "enum": [
        "evaluable",
        "treated-mature"
      ]
    },
    "setCounts": {
      "title": "ReportedSet",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "n",
        "x",
        "open"
      ],
      "properties": {
        "n": {
          "type": "integer",
          "minimum": 0
        },
        "x": {
          "anyOf": [
            {
              "type": "integer",
              "minimum": 0
            },
            {
              "type": "null"
            }
          ]
        },
        "open": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "stageSet": {
      "title": "ReportedStageSet",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "n",
        "x",
        "open",
        "quarter"
      ],
      "properties": {
        "n": {
          "type": "integer",
          "minimum": 0
        },
        "x": {
          "anyOf": [
            {
              "type": "integer",
              "minimum": 0
            },
            {
              "type": "null"
            }
          ]
        },
        "open": {
          "type": "integer",
          "minimum": 0
        },
        "quarter": {
          "anyOf": [
            {
              "type": "string",
              "maxLength": 4000
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "attainedDesign": {
      "title": "ReportedDesign",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "r1",
        "n1",
        "r",
        "n",
        "alpha",
        "power",
        "pet0",
        "pet1",
        "en0",
        "en1",
        "asPlanned",
        "rederived"
      ],
      "properties": {
        "r1": {
          "type": "integer",
          "minimum": 0
        },
        "n1": {
          "type": "integer",
          "minimum": 0
        },
        "r": {
          "type": "integer",
          "minimum": 0
        },
        "n": {
          "type": "integer",
          "minimum": 0
        },
        "alpha": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "power": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "pet0": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "pet1": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "en0": {
          "type": "number"
        },
        "en1": {
          "type": "number"
        },
        "asPlanned": {
          "type": "boolean"
        },
        "rederived": {
          "type": "boolean"
        }
      }
    },
    "path": {
      "title": "ReportedPath",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "outcome",
        "stage",
        "all",
        "set",
        "design",
        "curtailed",
        "sensitivity"
      ],
      "properties": {
        "denominator": {
          "$ref": "#/$defs/pathDenominator"
        },
        "outcome": {
          "$ref": "#/$defs/outcome"
        },
        "stage": {
          "enum": [
            1,
            2,
            null
          ]
        },
        "all": {
          "$ref": "#/$defs/setCounts"
        },
        "set": {
          "anyOf": [
            {
              "$ref": "#/$defs/stageSet"
            },
            {
              "type": "null"
            }
          ]
        },
        "design": {
          "anyOf": [
            {
              "$ref": "#/$defs/attainedDesign"
            },
            {
              "type": "null"
            }
          ]
        },
        "curtailed": {
          "enum": [
            "positive-already",
            "cannot-succeed",
            null
          ]
        },
        "sensitivity": {
          "anyOf": [
            {
              "title": "ReportedSensitivity",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "set",
                "design",
                "outcome"
              ],
              "properties": {
                "set": {
                  "$ref": "#/$defs/stageSet"
                },
                "design": {
                  "$ref": "#/$defs/attainedDesign"
                },
                "outcome": {
                  "enum": [
                    "positive",
                    "negative",
                    "wait"
                  ]
                }
              }
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "end": {
      "title": "ReportedEnd",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "n",
        "x",
        "estimate",
        "clopperPearson",
        "outcome"
      ],
      "properties": {
        "n": {
          "type": "integer",
          "minimum": 0
        },
        "x": {
          "type": "integer",
          "minimum": 0
        },
        "estimate": {
          "anyOf": [
            {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            {
              "type": "null"
            }
          ]
        },
        "clopperPearson": {
          "anyOf": [
            {
              "$ref": "#/$defs/interval"
            },
            {
              "type": "null"
            }
          ]
        },
        "outcome": {
          "anyOf": [
            {
              "$ref": "#/$defs/outcome"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "masked": {
      "title": "ReportedMasked",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "worst",
        "best",
        "outcomes",
        "agree"
      ],
      "properties": {
        "worst": {
          "$ref": "#/$defs/end"
        },
        "best": {
          "$ref": "#/$defs/end"
        },
        "outcomes": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/outcome"
          }
        },
        "agree": {
          "type": "boolean"
        }
      }
    },
    "local": {
      "title": "ReportedLocalAlpha",
      "anyOf": [
        {
          "title": "OnePath",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "state"
          ],
          "properties": {
            "state": {
              "const": "one-path"
            }
          }
        },
        {
          "title": "Enumerated",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "state",
            "alpha",
            "power",
            "rules",
            "stopped"
          ],
          "properties": {
            "state": {
              "const": "enumerated"
            },
            "alpha": {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            "power": {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            "rules": {
              "type": "array",
              "items": {
                "title": "ReportedStopRule",
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "country",
                  "r1",
                  "n1",
                  "stopped"
                ],
                "properties": {
                  "country": {
                    "type": "string",
                    "maxLength": 4000
                  },
                  "r1": {
                    "type": "integer",
                    "minimum": 0
                  },
                  "n1": {
                    "type": "integer",
                    "minimum": 0
                  },
                  "stopped": {
                    "type": "boolean"
                  }
                }
              }
            },
            "stopped": {
              "type": "array",
              "items": {
                "type": "string",
                "maxLength": 4000
              }
            }
          }
        },
        {
          "title": "NotDetermined",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "state",
            "stopped"
          ],
          "properties": {
            "state": {
              "const": "not-determined"
            },
            "stopped": {
              "type": "array",
              "items": {
                "type": "string",
                "maxLength": 4000
              }
            }
          }
        }
      ]
    },
    "denominatorDecision": {
      "title": "ReportedDenominatorDecision",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "path",
        "masked",
        "outcome",
        "local"
      ],
      "properties": {
        "denominator": {
          "$ref": "#/$defs/pathDenominator"
        },
        "path": {
          "anyOf": [
            {
              "$ref": "#/$defs/path"
            },
            {
              "type": "null"
            }
          ]
        },
        "masked": {
          "anyOf": [
            {
              "$ref": "#/$defs/masked"
            },
            {
              "type": "null"
            }
          ]
        },
        "outcome": {
          "anyOf": [
            {
              "$ref": "#/$defs/outcome"
            },
            {
              "type": "null"
            }
          ]
        },
        "local": {
          "anyOf": [
            {
              "$ref": "#/$defs/local"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "decision": {
      "title": "ReportedDecision",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "title",
        "outcome",
        "nominalAlpha",
        "denominators",
        "endpoints",
        "rules"
      ],
      "properties": {
        "title": {
          "enum": [
            "before-stage-1",
            "wait",
            "go",
            "stop",
            "positive",
            "negative",
            "closed-early",
            "unknown",
            "depends-on-denominator",
            "mixed-definitions",
            "depends-on-masked",
            "no-design"
          ]
        },
        "outcome": {
          "anyOf": [
            {
              "$ref": "#/$defs/outcome"
            },
            {
              "type": "null"
            }
          ]
        },
        "nominalAlpha": {
          "anyOf": [
            {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            {
              "type": "null"
            }
          ]
        },
        "denominators": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/denominatorDecision"
          }
        },
        "endpoints": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 4000
          }
        },
        "rules": {
          "type": "array",
          "items": {
            "enum": [
              "one-path",
              "stage-1-set",
              "no-stop-while-open",
              "attained-sizes",
              "local-stops-stay",
              "two-denominators",
              "mixed-definitions",
              "pooled-rounds",
              "multiplicity",
              "lock",
              "masked-parts"
            ]
          }
        }
      }
    },
    "lock": {
      "title": "ReportedLock",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "design",
        "cohortKey",
        "definitionHash",
        "mergedBy",
        "mergedOn",
        "program",
        "parts"
      ],
      "properties": {
        "design": {
          "anyOf": [
            {
              "type": "string",
              "maxLength": 4000
            },
            {
              "type": "null"
            }
          ]
        },
        "cohortKey": {
          "anyOf": [
            {
              "type": "string",
              "maxLength": 4000
            },
            {
              "type": "null"
            }
          ]
        },
        "definitionHash": {
          "anyOf": [
            {
              "type": "string",
              "maxLength": 4000
            },
            {
              "type": "null"
            }
          ]
        },
        "mergedBy": {
          "type": "string",
          "maxLength": 4000
        },
        "mergedOn": {
          "anyOf": [
            {
              "type": "string",
              "maxLength": 4000
            },
            {
              "type": "null"
            }
          ]
        },
        "program": {
          "type": "string",
          "maxLength": 4000
        },
        "parts": {
          "type": "array",
          "items": {
            "title": "ReportedLockPart",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "countries",
              "counted",
              "cut",
              "tables"
            ],
            "properties": {
              "countries": {
                "type": "array",
                "items": {
                  "type": "string",
                  "maxLength": 4000
                }
              },
              "counted": {
                "type": "boolean"
              },
              "cut": {
                "anyOf": [
                  {
                    "title": "LockedCut",
                    "type": "object",
                    "additionalProperties": false,
                    "required": [
                      "id",
                      "cutOff"
                    ],
                    "properties": {
                      "id": {
                        "anyOf": [
                          {
                            "type": "string",
                            "maxLength": 4000
                          },
                          {
                            "type": "null"
                          }
                        ]
                      },
                      "cutOff": {
                        "type": "string",
                        "maxLength": 4000
                      }
                    }
                  },
                  {
                    "title": "LockedWindow",
                    "type": "object",
                    "additionalProperties": false,
                    "required": [
                      "from",
                      "to",
                      "set"
                    ],
                    "properties": {
                      "from": {
                        "type": "string",
                        "maxLength": 4000
                      },
                      "to": {
                        "type": "string",
                        "maxLength": 4000
                      },
                      "set": {
                        "type": "string",
                        "pattern": "^[0-9a-f]{64}$"
                      }
                    }
                  }
                ]
              },
              "tables": {
                "type": "array",
                "items": {
                  "type": "string",
                  "pattern": "^[0-9a-f]{64}$"
                }
              }
            }
          }
        }
      }
    },
    "row": {
      "title": "ReportedRow",
      "description": "One part under one denominator.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "kind",
        "countries",
        "counted",
        "source",
        "denominator",
        "endpoint",
        "treated",
        "n",
        "pending",
        "x",
        "estimate",
        "clopperPearson",
        "cut"
      ],
      "properties": {
        "name": {
          "type": "string",
          "maxLength": 4000
        },
        "kind": {
          "enum": [
            "country",
            "pool"
          ]
        },
        "countries": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 4000
          }
        },
        "counted": {
          "type": "boolean"
        },
        "source": {
          "enum": [
            "local-table",
            "discovery",
            "network-table",
            "export"
          ]
        },
        "denominator": {
          "$ref": "#/$defs/pathDenominator"
        },
        "endpoint": {
          "anyOf": [
            {
              "type": "string",
              "maxLength": 4000
            },
            {
              "type": "null"
            }
          ]
        },
        "treated": {
          "anyOf": [
            {
              "$ref": "#/$defs/bounds"
            },
            {
              "type": "null"
            }
          ]
        },
        "n": {
          "anyOf": [
            {
              "$ref": "#/$defs/bounds"
            },
            {
              "type": "null"
            }
          ]
        },
        "pending": {
          "anyOf": [
            {
              "$ref": "#/$defs/bounds"
            },
            {
              "type": "null"
            }
          ]
        },
        "x": {
          "anyOf": [
            {
              "$ref": "#/$defs/bounds"
            },
            {
              "type": "null"
            }
          ]
        },
        "estimate": {
          "anyOf": [
            {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            {
              "type": "null"
            }
          ]
        },
        "clopperPearson": {
          "anyOf": [
            {
              "$ref": "#/$defs/interval"
            },
            {
              "type": "null"
            }
          ]
        },
        "cut": {
          "type": "string",
          "maxLength": 4000
        }
      }
    },
    "proportion": {
      "title": "ReportedProportion",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "n",
        "x",
        "estimate",
        "clopperPearson",
        "wilson",
        "jeffreys",
        "midP",
        "upperOneSided",
        "pValue"
      ],
      "properties": {
        "denominator": {
          "$ref": "#/$defs/pathDenominator"
        },
        "n": {
          "type": "integer",
          "minimum": 0
        },
        "x": {
          "type": "integer",
          "minimum": 0
        },
        "estimate": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "clopperPearson": {
          "$ref": "#/$defs/interval"
        },
        "wilson": {
          "$ref": "#/$defs/interval"
        },
        "jeffreys": {
          "$ref": "#/$defs/interval"
        },
        "midP": {
          "$ref": "#/$defs/interval"
        },
        "upperOneSided": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "pValue": {
          "anyOf": [
            {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "twoStage": {
      "title": "ReportedTwoStage",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "denominator",
        "n",
        "x",
        "r1",
        "n1",
        "r",
        "stoppedAtStage1",
        "level",
        "mle",
        "umvue",
        "pValue",
        "interval",
        "intervalKoyamaChen",
        "koyamaChen"
      ],
      "properties": {
        "denominator": {
          "$ref": "#/$defs/pathDenominator"
        },
        "n": {
          "type": "integer",
          "minimum": 0
        },
        "x": {
          "type": "integer",
          "minimum": 0
        },
        "r1": {
          "type": "integer",
          "minimum": 0
        },
        "n1": {
          "type": "integer",
          "minimum": 0
        },
        "r": {
          "type": "integer",
          "minimum": 0
        },
        "stoppedAtStage1": {
          "type": "boolean"
        },
        "level": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "mle": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "umvue": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "pValue": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "interval": {
          "$ref": "#/$defs/interval"
        },
        "intervalKoyamaChen": {
          "$ref": "#/$defs/openInterval"
        },
        "koyamaChen": {
          "anyOf": [
            {
              "title": "ReportedKoyamaChen",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "x1",
                "m2",
                "x2",
                "pValue",
                "conditionalAlpha",
                "reject"
              ],
              "properties": {
                "x1": {
                  "type": "integer",
                  "minimum": 0
                },
                "m2": {
                  "type": "integer",
                  "minimum": 0
                },
                "x2": {
                  "type": "integer",
                  "minimum": 0
                },
                "pValue": {
                  "type": "number",
                  "minimum": 0,
                  "maximum": 1
                },
                "conditionalAlpha": {
                  "type": "number",
                  "minimum": 0,
                  "maximum": 1
                },
                "reject": {
                  "type": "boolean"
                }
              }
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "outlook": {
      "title": "ReportedOutlook",
      "description": "Chance to be positive in the end, after the patients so far.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "n",
        "x",
        "needed",
        "remaining",
        "powerP0",
        "powerP1",
        "predictive"
      ],
      "properties": {
        "n": {
          "type": "integer",
          "minimum": 0
        },
        "x": {
          "type": "integer",
          "minimum": 0
        },
        "needed": {
          "type": "integer",
          "minimum": 0
        },
        "remaining": {
          "type": "integer",
          "minimum": 0
        },
        "powerP0": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "powerP1": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "predictive": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        }
      }
    },
    "thirdStage": {
      "title": "ReportedThirdStage",
      "description": "Patients after stage 2: estimation only.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "n",
        "x",
        "estimate",
        "clopperPearson"
      ],
      "properties": {
        "n": {
          "type": "integer",
          "minimum": 0
        },
        "x": {
          "type": "integer",
          "minimum": 0
        },
        "estimate": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "clopperPearson": {
          "$ref": "#/$defs/interval"
        }
      }
    },
    "pooledLogit": {
      "title": "ReportedLogit",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "logit",
        "se",
        "estimate",
        "interval",
        "tau2",
        "i2"
      ],
      "properties": {
        "logit": {
          "type": "number"
        },
        "se": {
          "type": "number"
        },
        "estimate": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "interval": {
          "$ref": "#/$defs/interval"
        },
        "tau2": {
          "type": "number"
        },
        "i2": {
          "type": "number"
        }
      }
    },
    "heterogeneity": {
      "title": "ReportedHeterogeneity",
      "description": "Evaluable patients by country; needs exact counts of at least two countries.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "countries",
        "exactP",
        "q",
        "df",
        "qP",
        "i2",
        "h2",
        "commonEffect",
        "dl",
        "pm",
        "reml",
        "knappHartung",
        "prediction",
        "glmm",
        "notes",
        "leaveOneOut"
      ],
      "properties": {
        "countries": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 4000
          }
        },
        "exactP": {
          "anyOf": [
            {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            {
              "type": "null"
            }
          ]
        },
        "q": {
          "type": "number"
        },
        "df": {
          "type": "integer",
          "minimum": 0
        },
        "qP": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "i2": {
          "type": "number"
        },
        "h2": {
          "type": "number"
        },
        "commonEffect": {
          "$ref": "#/$defs/pooledLogit"
        },
        "dl": {
          "$ref": "#/$defs/pooledLogit"
        },
        "pm": {
          "$ref": "#/$defs/pooledLogit"
        },
        "reml": {
          "$ref": "#/$defs/pooledLogit"
        },
        "knappHartung": {
          "title": "ReportedKnappHartung",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "se",
            "df",
            "factor",
            "interval"
          ],
          "properties": {
            "se": {
              "type": "number"
            },
            "df": {
              "type": "integer",
              "minimum": 0
            },
            "factor": {
              "type": "number"
            },
            "interval": {
              "$ref": "#/$defs/interval"
            }
          }
        },
        "prediction": {
          "anyOf": [
            {
              "$ref": "#/$defs/interval"
            },
            {
              "type": "null"
            }
          ]
        },
        "glmm": {
          "anyOf": [
            {
              "title": "ReportedGlmm",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "logit",
                "se",
                "estimate",
                "interval",
                "tau2"
              ],
              "properties": {
                "logit": {
                  "type": "number"
                },
                "se": {
                  "type": "number"
                },
                "estimate": {
                  "type": "number",
                  "minimum": 0,
                  "maximum": 1
                },
                "interval": {
                  "$ref": "#/$defs/interval"
                },
                "tau2": {
                  "type": "number"
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "notes": {
          "type": "array",
          "items": {
            "title": "ReportedNote",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "of",
              "why"
            ],
            "properties": {
              "of": {
                "type": "string",
                "maxLength": 4000
              },
              "why": {
                "type": "string",
                "maxLength": 4000
              }
            }
          }
        },
        "leaveOneOut": {
          "type": "array",
          "items": {
            "title": "ReportedLeftOut",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "without",
              "x",
              "n",
              "estimate",
              "clopperPearson"
            ],
            "properties": {
              "without": {
                "type": "string",
                "maxLength": 4000
              },
              "x": {
                "type": "integer",
                "minimum": 0
              },
              "n": {
                "type": "integer",
                "minimum": 0
              },
              "estimate": {
                "type": "number",
                "minimum": 0,
                "maximum": 1
              },
              "clopperPearson": {
                "$ref": "#/$defs/interval"
              }
            }
          }
        }
      }
    },
    "measureRow": {
      "title": "ReportedMeasure",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "measure",
        "denominator",
        "n",
        "x",
        "estimate",
        "clopperPearson"
      ],
      "properties": {
        "measure": {
          "type": "string",
          "maxLength": 4000
        },
        "denominator": {
          "enum": [
            "screened",
            "enrolled",
            "treated",
            "treated-mature",
            "evaluable"
          ]
        },
        "n": {
          "$ref": "#/$defs/bounds"
        },
        "x": {
          "$ref": "#/$defs/bounds"
        },
        "estimate": {
          "anyOf": [
            {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            {
              "type": "null"
            }
          ]
        },
        "clopperPearson": {
          "anyOf": [
            {
              "$ref": "#/$defs/interval"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "curve": {
      "title": "ReportedCurve",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "denominator",
        "entered",
        "hidden",
        "cut",
        "approximate",
        "steps",
        "median",
        "medianStep",
        "medianInterval",
        "medianIntervalLog",
        "week16",
        "restrictedMean"
      ],
      "properties": {
        "name": {
          "enum": [
            "pfs",
            "os"
          ]
        },
        "denominator": {
          "type": "string",
          "maxLength": 4000
        },
        "entered": {
          "type": "integer",
          "minimum": 0
        },
        "hidden": {
          "enum": [
            "too-few-patients",
            "too-few-events",
            null
          ]
        },
        "cut": {
          "type": "boolean"
        },
        "approximate": {
          "type": "boolean",
          "description": "True below 50 patients: steps are coarse."
        },
        "steps": {
          "type": "array",
          "items": {
            "title": "ReportedStep",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "from",
              "to",
              "atRisk",
              "events",
              "censored",
              "survival",
              "se",
              "interval"
            ],
            "properties": {
              "from": {
                "type": "integer",
                "minimum": 0
              },
              "to": {
                "type": "integer",
                "minimum": 0
              },
              "atRisk": {
                "type": "integer",
                "minimum": 0
              },
              "events": {
                "type": "integer",
                "minimum": 0
              },
              "censored": {
                "type": "integer",
                "minimum": 0
              },
              "survival": {
                "type": "number",
                "minimum": 0,
                "maximum": 1
              },
              "se": {
                "anyOf": [
                  {
                    "type": "number"
                  },
                  {
                    "type": "null"
                  }
                ]
              },
              "interval": {
                "anyOf": [
                  {
                    "$ref": "#/$defs/interval"
                  },
                  {
                    "type": "null"
                  }
                ]
              }
            }
          }
        },
        "median": {
          "anyOf": [
            {
              "type": "number"
            },
            {
              "type": "null"
            }
          ]
        },
        "medianStep": {
          "anyOf": [
            {
              "title": "ReportedMedianStep",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "from",
                "to"
              ],
              "properties": {
                "from": {
                  "type": "integer",
                  "minimum": 0
                },
                "to": {
                  "type": "integer",
                  "minimum": 0
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "medianInterval": {
          "$ref": "#/$defs/openInterval"
        },
        "medianIntervalLog": {
          "$ref": "#/$defs/openInterval"
        },
        "week16": {
          "anyOf": [
            {
              "title": "ReportedLandmark",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "day",
                "kind",
                "survival",
                "interval"
              ],
              "properties": {
                "day": {
                  "type": "integer",
                  "minimum": 0
                },
                "kind": {
                  "enum": [
                    "binomial",
                    "survival"
                  ]
                },
                "survival": {
                  "type": "number",
                  "minimum": 0,
                  "maximum": 1
                },
                "interval": {
                  "anyOf": [
                    {
                      "$ref": "#/$defs/interval"
                    },
                    {
                      "type": "null"
                    }
                  ]
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "restrictedMean": {
          "anyOf": [
            {
              "title": "ReportedRestrictedMean",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "tau",
                "mean",
                "se",
                "interval"
              ],
              "properties": {
                "tau": {
                  "type": "number"
                },
                "mean": {
                  "type": "number"
                },
                "se": {
                  "type": "number"
                },
                "interval": {
                  "$ref": "#/$defs/interval"
                }
              }
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "logRank": {
      "title": "ReportedLogRank",
      "description": "Between countries, from steps: approximate.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "countries",
        "chisq",
        "df",
        "pValue",
        "patients"
      ],
      "properties": {
        "name": {
          "enum": [
            "pfs",
            "os"
          ]
        },
        "countries": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 4000
          }
        },
        "chisq": {
          "anyOf": [
            {
              "type": "number"
            },
            {
              "type": "null"
            }
          ]
        },
        "df": {
          "type": "integer",
          "minimum": 0
        },
        "pValue": {
          "anyOf": [
            {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            {
              "type": "null"
            }
          ]
        },
        "patients": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "rate": {
      "title": "ReportedRate",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "events",
        "personDays",
        "perYear",
        "interval"
      ],
      "properties": {
        "events": {
          "type": "integer",
          "minimum": 0
        },
        "personDays": {
          "type": "integer",
          "minimum": 0
        },
        "perYear": {
          "type": "number"
        },
        "interval": {
          "$ref": "#/$defs/interval"
        }
      }
    },
    "bayes": {
      "title": "ReportedBayes",
      "description": "Exploratory; no decision is built on it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "prior",
        "mean",
        "interval",
        "exceeds",
        "hierarchical"
      ],
      "properties": {
        "prior": {
          "title": "BetaPrior",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "a",
            "b"
          ],
          "properties": {
            "a": {
              "type": "number"
            },
            "b": {
              "type": "number"
            }
          }
        },
        "mean": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "interval": {
          "$ref": "#/$defs/interval"
        },
        "exceeds": {
          "type": "array",
          "items": {
            "title": "ReportedExceeds",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "threshold",
              "probability"
            ],
            "properties": {
              "threshold": {
                "type": "number",
                "minimum": 0,
                "maximum": 1
              },
              "probability": {
                "type": "number",
                "minimum": 0,
                "maximum": 1
              }
            }
          }
        },
        "hierarchical": {
          "anyOf": [
            {
              "title": "ReportedHierarchical",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "muMean",
                "muSd",
                "tauScale",
                "countries",
                "tau"
              ],
              "properties": {
                "muMean": {
                  "type": "number"
                },
                "muSd": {
                  "type": "number"
                },
                "tauScale": {
                  "type": "number"
                },
                "countries": {
                  "type": "array",
                  "items": {
                    "title": "ReportedShrunk",
                    "type": "object",
                    "additionalProperties": false,
                    "required": [
                      "country",
                      "mean",
                      "sd"
                    ],
                    "properties": {
                      "country": {
                        "type": "string",
                        "maxLength": 4000
                      },
                      "mean": {
                        "type": "number",
                        "minimum": 0,
                        "maximum": 1
                      },
                      "sd": {
                        "type": "number"
                      }
                    }
                  }
                },
                "tau": {
                  "type": "number"
                }
              }
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "accrual": {
      "title": "ReportedAccrual",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "quarters",
        "treated",
        "evaluable",
        "projections"
      ],
      "properties": {
        "quarters": {
          "type": "array",
          "items": {
            "title": "ReportedQuarter",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "quarter",
              "treated",
              "evaluable",
              "pending",
              "control"
            ],
            "properties": {
              "quarter": {
                "type": "string",
                "maxLength": 4000
              },
              "treated": {
                "anyOf": [
                  {
                    "type": "integer",
                    "minimum": 0
                  },
                  {
                    "type": "null"
                  }
                ]
              },
              "evaluable": {
                "type": "integer",
                "minimum": 0
              },
              "pending": {
                "type": "integer",
                "minimum": 0
              },
              "control": {
                "anyOf": [
                  {
                    "type": "integer",
                    "minimum": 0
                  },
                  {
                    "type": "null"
                  }
                ]
              }
            }
          }
        },
        "treated": {
          "anyOf": [
            {
              "$ref": "#/$defs/bounds"
            },
            {
              "type": "null"
            }
          ]
        },
        "evaluable": {
          "anyOf": [
            {
              "$ref": "#/$defs/bounds"
            },
            {
              "type": "null"
            }
          ]
        },
        "projections": {
          "type": "array",
          "items": {
            "title": "Projection",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "target",
              "quarters",
              "range"
            ],
            "properties": {
              "target": {
                "type": "integer",
                "minimum": 0
              },
              "quarters": {
                "type": "number"
              },
              "range": {
                "$ref": "#/$defs/openInterval"
              }
            }
          }
        }
      }
    },
    "ruleRates": {
      "title": "ReportedRule",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "rates"
      ],
      "properties": {
        "id": {
          "enum": [
            "one-path",
            "stage-1-set",
            "no-stop-while-open",
            "attained-sizes",
            "local-stops-stay",
            "two-denominators",
            "mixed-definitions",
            "pooled-rounds",
            "multiplicity",
            "lock",
            "masked-parts"
          ]
        },
        "rates": {
          "type": "array",
          "items": {
            "title": "RuleRate",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "of",
              "k",
              "probability",
              "avoided"
            ],
            "properties": {
              "of": {
                "enum": [
                  "path",
                  "any",
                  "stop",
                  "stopEach",
                  "stage1",
                  "kept",
                  "twoStops",
                  "noStop",
                  "stage2"
                ]
              },
              "k": {
                "anyOf": [
                  {
                    "type": "integer",
                    "minimum": 0
                  },
                  {
                    "type": "null"
                  }
                ]
              },
              "probability": {
                "type": "number",
                "minimum": 0,
                "maximum": 1
              },
              "avoided": {
                "type": "boolean"
              }
            }
          }
        }
      }
    }
  }
} as const
