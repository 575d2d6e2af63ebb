#!/usr/bin/env node
import packageJson from './package.json' with { type: 'json' };
import { runCommand } from './source/app/command.ts';

process.exitCode = await runCommand(process.argv.slice(2), packageJson.version);
