import { describe, expect, it } from 'vitest'
import { normalise } from '../../src/terminology/normalise.ts'
import { record, selector, shipped } from './shipped-terminology.ts'

describe('a star or X behind a codon', () => {
  it('is a stop where a prefix or three letters stand before it, in both contexts', () => {
    for (const read of [record, selector]) {
      expect(read('BRAF p.V600*')).toBe('V:HGNC:1097:p.Val600Ter')
      expect(read('KRAS Gly12X')).toBe('V:HGNC:6407:p.Gly12Ter')
    }
  })

  it.each(['BRAF V600', 'KRAS G13', 'NRAS Q61', 'IDH1 R132', 'IDH2 R172', 'PIK3CA H1047', 'AKT1 E17'])(
    'is a wildcard at the hotspot %s in a selector, and under review in a record',
    hotspot => {
      expect(selector(`${hotspot}*`)).toMatch(/^C:/)
      expect(selector(`${hotspot}X`)).toBe(selector(hotspot))
      expect(record(`${hotspot}*`)).toBe('review star-ambiguous')
      expect(record(hotspot)).toBe(selector(hotspot))
    },
  )

  it('is a stop elsewhere', () => {
    expect([record('TP53 R213X'), selector('TP53 R213*')]).toEqual(Array(2).fill('V:HGNC:11998:p.Arg213Ter'))
  })
})

describe('a protein change', () => {
  it('is one code however it is written', () => {
    const writings = [
      'BRAF V600E',
      'BRAFV600E',
      'BRAF p.Val600Glu',
      'BRAF:p.(V600E)',
      'BRAF V600>E',
      'BRAF V600delinsE',
    ]
    expect(writings.map(record)).toEqual(writings.map(() => 'V:HGNC:1097:p.Val600Glu'))
  })

  it('that cannot be said stays under review', () => {
    for (const text of [
      'EGFR p.?',
      'EGFR p.0',
      'EGFR D770_N773insSVD',
      'EGFR E750_A746del',
      'EGFR X746A',
      'EGFR V0600E',
    ])
      expect([text, record(text)]).toEqual([text, 'review unparsed'])
  })

  it('without effect on the protein is rejected', () => {
    expect(['EGFR T790=', 'EGFR p.(Thr790=)', 'EGFR p.=', 'EGFR T790T'].map(record)).toEqual(
      Array(4).fill('reject synonymous'),
    )
  })

  it('on a transcript that is not MANE Select stays under review', () => {
    expect(record('ERBB2 NP_001005862.1:p.Val747Leu')).toBe('review transcript')
    expect(record('ERBB2 NP_004439.2:p.Val777Leu')).toBe('V:HGNC:3430:p.Val777Leu')
  })

  it('of the coding sequence alone stays under review, beside a protein change it does not', () => {
    expect(record('BRCA1 c.5266dup')).toBe('review c-only')
    expect(record('BRCA1 c.5266dup p.(Gln1756ProfsTer74)')).toBe('V:HGNC:1100:p.Gln1756fs')
  })

  it('with alternatives is a set in a selector and under review in a record', () => {
    expect(selector('KRAS G12C/D')).toBe('V:HGNC:6407:p.Gly12Asp,V:HGNC:6407:p.Gly12Cys')
    expect(record('KRAS G12C/D')).toBe('review change-ambiguous')
  })
})

describe('words of a class', () => {
  it('read a bare mut as the network opens its cohorts, in a selector only', () => {
    expect(['BRCA1mut', 'BRCA2 mut', 'PALB2mut', 'ATMmut', 'CHEK2mut'].map(selector)).toSatisfy((all: string[]) =>
      all.every(one => one.endsWith(':lof')),
    )
    expect(record('BRCA1mut')).toBe('G:HGNC:1100:mut')
    expect([selector('BRAF Non-V600mut'), record('BRAF Non-V600mut')]).toEqual([
      'G:HGNC:1097:act!p.Val600',
      'G:HGNC:1097:mut!p.Val600',
    ])
    expect([selector('HER2mut'), selector('PIK3CAmut'), selector('BRAFmut')]).toSatisfy((all: string[]) =>
      all.every(one => one.endsWith(':mut')),
    )
  })

  it('keep amplified, mutated and over-expressed HER2 apart', () => {
    expect(new Set(['HER2amp', 'HER2mut', 'HER2exp'].map(selector)).size).toBe(3)
  })

  it('say amplified only where the source says so', () => {
    expect(['MET amp', 'MET amplified', 'MET high-level gain'].map(record)).toEqual(Array(3).fill('G:HGNC:7029:amp'))
    expect(record('MET gain')).toBe('G:HGNC:7029:gain')
    expect(record('MET copy number 12')).toBe('review no-threshold')
  })

  it('read the loss of a gene by its assay', () => {
    expect(record('PTEN loss')).toBe('review class-ambiguous')
    expect(record('PTEN loss by IHC')).toBe('E:HGNC:9588:neg')
    expect(record('PTEN deep deletion')).toBe('G:HGNC:9588:homdel')
  })

  it('do not take a positive without an assay for expression', () => {
    expect(['HER2 positive', 'HER2+', 'HER2 negative'].map(record)).toEqual(Array(3).fill('review class-ambiguous'))
    expect(record('HER2 positive by IHC')).toBe('E:HGNC:3430:pos')
  })

  it('that say there is none are rejected', () => {
    expect(['EGFR wild-type', 'BRAF V600E not detected', 'no KRAS mutation', 'TMB low'].map(record)).toEqual(
      Array(4).fill('reject absent'),
    )
  })

  it('that nobody knows leave the whole text unread', () => {
    expect(record('BRAF V600E hypothetically')).toBe('review unparsed')
    expect(record('FOO1 mutation')).toBe('review gene-unknown')
  })
})

describe('fusions', () => {
  it('keep an order only where two colons state it', () => {
    expect(record('EML4::ALK')).toBe('F:HGNC:1316::HGNC:427')
    expect(['EML4-ALK', 'ALK-EML4', 'EML4/ALK', 'EML4 and ALK fusion'].map(record)).toEqual(
      Array(4).fill('F:HGNC:427~HGNC:1316'),
    )
  })

  it('with one gene have any partner', () => {
    expect(['RETfus', 'RET fusjon', 'RET rearrangement', 'RET translocation', '?::RET'].map(record)).toEqual(
      Array(5).fill('F:HGNC:9967:*'),
    )
  })

  it('of two genes that are not known in fusions are not taken from a slash', () => {
    expect(record('BRCA1/BRCA2')).toBe('review class-ambiguous')
    expect(record('ALK and ROS1 fusion')).toBe('review class-ambiguous')
  })
})

describe('profiles', () => {
  it('hold their cut-off', () => {
    expect(['TMB-high (>=10 mut/Mb)', 'TMB-H >= 10', 'TMB ≥ 10,0', 'tumor mutational burden >=10'].map(record)).toEqual(
      Array(4).fill('P:TMB:high@10'),
    )
    expect(['TMB-H', 'TMBhigh', 'TMB 25', 'HRD positive'].map(record)).toEqual(Array(4).fill('review no-threshold'))
    expect(record('HRD positive, gLOH >= 16%')).toBe('P:HRD:pos@gloh16')
  })

  it('join MSI-H and dMMR only where both are written', () => {
    expect([record('MSI-H'), record('dMMR'), record('dMMR/MSI-H')]).toEqual(['P:MSI:H', 'P:MMR:d', 'P:MMR:d,P:MSI:H'])
  })
})

describe('roll-up', () => {
  const rolled = (text: string, rollUpTo: string) =>
    normalise(shipped, { part: 'alteration', context: 'record', text, rollUpTo })

  it('climbs from change to codon, exon, mutation and gene', () => {
    expect(rolled('EGFR L858R', 'C').canonical).toBe('C:HGNC:3236:p.Leu858')
    expect(rolled('EGFR L858R', 'X').canonical).toBe('X:HGNC:3236:ex21:mut')
    expect(rolled('EGFR L858R', 'G:mut').canonical).toBe('G:HGNC:3236:mut')
    expect(rolled('EGFR L858R', 'G:any')).toMatchObject({
      canonical: 'G:HGNC:3236:any',
      beforeRollUp: 'V:HGNC:3236:p.Leu858Arg',
    })
  })

  it('sorts insertions from deletions by their net size', () => {
    expect(rolled('EGFR L747_P753>S', 'X').canonical).toBe('X:HGNC:3236:ex19:del')
    expect(rolled('EGFR A767_V769dup', 'X').canonical).toBe('X:HGNC:3236:ex20:ins')
    expect(rolled('EGFR N771delinsGY', 'X').canonical).toBe('X:HGNC:3236:ex20:ins')
  })

  it('keeps and marks what is not below the level', () => {
    for (const [text, level] of [
      ['BRAF V600E', 'X'],
      ['HER2 amp', 'G:mut'],
      ['EGFR D761_E762insEAFQ', 'X'],
      ['BCR::ABL1', 'F:driver'],
      ['FGFR3::RET', 'F:driver'],
    ] as const) {
      const answer = rolled(text, level)
      expect(answer.warnings).toEqual(['roll-up-not-reached'])
      expect(answer.canonical).toBe(answer.beforeRollUp)
    }
  })

  it('goes from ordered fusion to pair to driver', () => {
    expect(rolled('ETV6::NTRK3', 'F:pair').canonical).toBe('F:HGNC:3495~HGNC:8033')
    expect(rolled('ETV6::NTRK3', 'F:driver').canonical).toBe('F:HGNC:8033:*')
  })
})
