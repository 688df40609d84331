import {type CallbackLogicFunction, fromCallback} from 'xstate';
import type {MachineEvent} from './events.ts';

/** A device actor's placeholder: it says nothing, so that the program, a test or a journal can speak for it. */
export const silent = <Input>() =>
	fromCallback((() => undefined) as CallbackLogicFunction<MachineEvent, MachineEvent, Input>);
