#!/usr/bin/env node
'use strict'
// Read by whatever Node starts it, so: old syntax only. It checks the version, then loads the command.
var wanted = 26
var found = process.versions.node
if (Number(found.split('.')[0]) < wanted) {
  process.stderr.write(
    'rose needs Node.js ' +
      wanted +
      ' or newer, because earlier versions cannot deny a process the network; this is ' +
      found +
      '.\n' +
      'Get it from https://nodejs.org, or with your package manager, and start rose with it. In a checkout, npm run rose brings its own.\n',
  )
  process.exit(2)
}
require(require('node:fs').existsSync(require('node:path').join(__dirname, 'main.js')) ? './main.js' : './main.ts')
