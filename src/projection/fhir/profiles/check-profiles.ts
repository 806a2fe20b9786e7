/** Layer three of validation: what a resource promises by its profiles, and that codes and displays agree. */
import { type Coding, type Element, elementsOf, isElement } from '../element.ts'
import type { FhirFault } from '../r4-validator.ts'
import { codingsIn, generalFaults } from './general-rules.ts'
import { displaysOf, isDisplayOfAnother } from './known-displays.ts'
import { ownProfiles } from './own-profiles.ts'
import { publishedProfiles } from './published-profiles.ts'
import type { Profile, Rule } from './rule.ts'

export const profileTable: ReadonlyMap<string, Profile> = new Map(
  [...ownProfiles, ...publishedProfiles].map(profile => [profile.canonical, profile]),
)

/** Every fault of one resource that the JSON schema has accepted; a canonical that the table does not have is passed over. */
export function profileFaults(resource: Element): FhirFault[] {
  const claimed = claimedProfiles(resource).flatMap(canonical => profileTable.get(canonical) ?? [])
  return [
    ...generalFaults(resource),
    ...claimed.flatMap(profile => faultsOf(resource, profile)),
    ...displayFaults(resource),
  ]
}

export interface SourceFaults {
  /** Against R4 itself: the resource cannot be trusted. */
  readonly invalid: readonly FhirFault[]
  /** Against a published profile that the resource claims. */
  readonly unmet: readonly FhirFault[]
  /** A code with the display of another. */
  readonly contradictions: readonly FhirFault[]
}

/** Faults of a resource that somebody else wrote: displays may be in any language, and only an exchange is one. */
export function sourceFaults(resource: Element): SourceFaults {
  const claimed = claimedProfiles(resource).flatMap(canonical => profileTable.get(canonical) ?? [])
  return {
    invalid: generalFaults(resource),
    unmet: claimed.flatMap(profile => faultsOf(resource, profile)),
    contradictions: codingsIn(resource)
      .filter(({ coding }) => typeof coding['display'] === 'string' && isDisplayOfAnother(coding))
      .map(({ place }) => ({ place, rule: 'the display of another code' })),
  }
}

/** Canonicals without version, as they are claimed in `meta.profile`. */
export function claimedProfiles(resource: Element): string[] {
  const meta = resource['meta']
  const profiles = isElement(meta) ? meta['profile'] : undefined
  return Array.isArray(profiles) ? profiles.map(profile => String(profile).replace(/\|.*$/, '')) : []
}

function faultsOf(resource: Element, profile: Profile): FhirFault[] {
  if (resource['resourceType'] !== profile.resourceType) {
    return [{ place: '/meta/profile', rule: `the profile is one of ${profile.resourceType}` }]
  }
  return profile.rules.flatMap(rule => ruleFaults(resource, rule))
}

function ruleFaults(resource: Element, rule: Rule): FhirFault[] {
  if ('count' in rule) return countFaults(rule.count, valuesAt(resource, rule.count).length, rule)
  if ('coding' in rule) {
    const found = conceptsAt(resource, rule.coding).some(coding => isSame(coding, rule.is))
    return found ? [] : [{ place: pointer(rule.coding), rule: `does not hold the code ${rule.is.code}` }]
  }
  if ('codings' in rule) {
    const systems = new Set(rule.from.map(coding => coding.system))
    const wrong = conceptsAt(resource, rule.codings).some(
      coding => systems.has(String(coding['system'])) && !rule.from.some(one => isSame(coding, one)),
    )
    return wrong ? [{ place: pointer(rule.codings), rule: 'a code that is not of its list' }] : []
  }
  if ('value' in rule) {
    const wrong = valuesAt(resource, rule.value).some(value => !rule.in.includes(value))
    return wrong ? [{ place: pointer(rule.value), rule: 'not one of the allowed values' }] : []
  }
  return componentFaults(resource, rule)
}

function countFaults(
  path: string,
  found: number,
  { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number },
): FhirFault[] {
  if (found >= min && found <= max) return []
  return [{ place: pointer(path), rule: found < min ? `fewer than ${min}` : `more than ${max}` }]
}

function componentFaults(resource: Element, rule: Extract<Rule, { component: Coding }>): FhirFault[] {
  const found = elementsOf(resource, 'component').filter(one =>
    conceptsAt(one, 'code').some(coding => isSame(coding, rule.component)),
  )
  const place = `/component(${rule.component.code})`
  const faults = countFaults('component', found.length, { ...(rule.max === undefined ? {} : { max: rule.max }) }).map(
    fault => ({ ...fault, place }),
  )
  for (const one of found) {
    const [value] = valuesAt(one, rule.valueIn)
    if (value === undefined) faults.push({ place, rule: `has no ${rule.valueIn}` })
    else if (rule.systems !== undefined && !systemsOf(value).some(system => rule.systems?.includes(system))) {
      faults.push({ place, rule: 'its value is of another system' })
    }
  }
  return faults
}

/** Of a CodeableConcept the systems of its codings, of a Quantity its own. */
function systemsOf(value: unknown): string[] {
  if (!isElement(value)) return []
  return [value, ...elementsOf(value, 'coding')].map(one => one['system']).filter(system => typeof system === 'string')
}

function displayFaults(resource: Element): FhirFault[] {
  return codingsIn(resource)
    .filter(({ coding }) => {
      const known = displaysOf(coding)
      return known !== undefined && typeof coding['display'] === 'string' && !known.includes(coding['display'])
    })
    .map(({ place }) => ({ place, rule: 'code and display do not agree' }))
}

export function valuesAt(element: Element, path: string): unknown[] {
  let here: unknown[] = [element]
  for (const name of path.split('.')) {
    here = here.flatMap(one => (isElement(one) ? one[name] : undefined)).filter(one => one !== undefined)
  }
  return here
}

function conceptsAt(element: Element, path: string): Element[] {
  return valuesAt(element, path)
    .filter(isElement)
    .flatMap(concept => elementsOf(concept, 'coding'))
}

function isSame(coding: Element, wanted: Coding): boolean {
  return coding['system'] === wanted.system && coding['code'] === wanted.code
}

function pointer(path: string): string {
  return `/${path.replaceAll('.', '/')}`
}
