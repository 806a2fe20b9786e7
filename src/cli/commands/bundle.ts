import { installFrom, makeOwnBundle } from '../../app/bundle.ts'
import { type Command, jsonOption } from '../command.ts'
import { printJson, progressLine, say } from '../terminal.ts'

export const bundle: Command = {
  positionals: [],
  options: {
    out: { type: 'string', value: 'FILE', help: 'archive to write, e.g. rose.tar.gz', required: true },
    key: { type: 'string', value: 'FILE', help: "the maker's Ed25519 key; made where it is missing", required: true },
    json: jsonOption,
  },
  notes:
    'For this operating system and processor. In a checkout: npm run build first. Tell whoever installs it, over another\n' +
    'channel, the SHA-256 of the archive and the fingerprint. There: tar xf FILE, then ./install.sh FOLDER.',
  async run(given, terminal) {
    const progress = progressLine(terminal)
    const made = await makeOwnBundle({
      out: given.required('out'),
      keyFile: given.required('key'),
      onProgress: progress.show,
    }).finally(() => progress.end())
    const json = given.flag('json')
    const size = `${(made.bytes / 1e6).toFixed(0)} MB`
    say(terminal, `${made.files} files, ${size}: ${given.required('out')}\nSHA-256      ${made.sha256}`, { json })
    say(terminal, `fingerprint  ${made.fingerprint}`, { json })
    if (json) printJson(terminal, made)
    return 0
  },
}

export const bundleInstall: Command = {
  positionals: ['FOLDER'],
  options: {
    from: { type: 'string', value: 'DIR', help: 'the unpacked bundle', required: true },
    fingerprint: { type: 'string', value: 'DIGITS', help: 'of its maker, as you were told over another channel' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const { command, fingerprint, manifest } = await installFrom({
      from: given.required('from'),
      target: given.positionals[0] ?? '',
      fingerprint: given.text('fingerprint') ?? null,
    })
    const json = given.flag('json')
    const isCompared = given.text('fingerprint') !== undefined
    const maker = isCompared ? 'by the maker you named' : `by a maker with the fingerprint ${fingerprint}`
    say(terminal, `Version ${manifest.version} is installed: ${manifest.files.length} files, signed ${maker}.`, {
      json,
    })
    say(terminal, `Start with: ${command} --help`, { json })
    if (json) printJson(terminal, { version: manifest.version, files: manifest.files.length, fingerprint, command })
    return 0
  },
}
