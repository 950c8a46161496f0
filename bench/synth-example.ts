import { Validations } from 'aws-cdk-lib';
import { app } from '../bin/app';
import { StowageChecks } from '../lib';

// What bench/check.ts measures: the example synthesized, with the checks or without.

if (process.env['STOWAGE_CHECKS']) Validations.of(app).addPlugins(new StowageChecks());
app.synth();
