import {createPrivateKey, randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {drawUpApplication} from '../src/pki/application.ts';
import {readSigningCertificate} from '../src/pki/certificate.ts';
import {signApplication} from '../src/pki/signedApplication.ts';
import {signWith} from '../src/pki/softwareKey.ts';
import {defaultSettings} from '../src/settings/settings.ts';
import {type Parcel, packParcel} from '../src/window/delivery.ts';

/** Signs that many validity checks with a demo card's key, each a request of its own. */
export async function citizensOf(pki: string): Promise<(count: number) => Promise<Parcel[]>> {
	const card = join(pki, 'cards', 'valid');
	const reading = readSigningCertificate(new Uint8Array(await readFile(join(card, 'sign.der'))));
	if (reading.status !== 'read') throw new Error('the demo card cannot be read');
	const {certificate} = reading;
	const sign = signWith(createPrivateKey(await readFile(join(card, 'sign.key'))));
	const signOne = async () => {
		const requestId = randomBytes(16).toString('hex');
		const application = drawUpApplication({
			procedure: 'validity',
			addressee: defaultSettings.addressee,
			certificate,
			requestId,
			createdAt: new Date(),
		});
		const signing = await signApplication(application, certificate, new Date(), sign);
		if (signing.status !== 'signed') throw new Error(`the demo card did not sign: ${signing.status}`);
		return packParcel({requestId, procedure: 'validity', cms: signing.signedData}, new Date());
	};
	return count => Promise.all(Array.from({length: count}, signOne));
}
