import {Certificate, ContentInfo, SignedData} from 'pkijs';
import {describe, expect, test} from 'vitest';
import {openSignedData} from '../../../src/pki/openSignedData.ts';
import {readX509} from '../../../src/pki/x509.ts';
import {drawnUp, signedBy} from '../../helpers/pki.ts';
import {suiteFile} from '../../helpers/suites.ts';

const hex = (bytes: Uint8Array | ArrayBuffer) => Buffer.from(bytes as ArrayBuffer).toString('hex');
const buffer = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

/** PKI.js, a reader that shares no code with ours: both must see the same in what ours takes. */
describe('T-08 what is read is what PKI.js reads', () => {
	test('in every certificate of PKITS', context => {
		const cases: ReadonlyArray<{certs: string[]}> = JSON.parse(
			suiteFile(context, 'pkits/cases.json').toString(),
		);
		const names = [...new Set(cases.flatMap(({certs}) => certs))];
		const unread: string[] = [];
		for (const name of names) {
			const der = suiteFile(context, `pkits/certs/${name}.crt`);
			const ours = readX509(der);
			if (!ours) {
				unread.push(name);
				continue;
			}
			expect(particularsOf(Certificate.fromBER(buffer(der))), name).toEqual({
				tbs: hex(ours.tbs),
				serialNumber: ours.serialNumber,
				issuerName: hex(ours.issuerName),
				subjectName: hex(ours.subjectName),
				notBefore: ours.notBefore,
				notAfter: ours.notAfter,
				publicKey: ours.publicKey.export({format: 'der', type: 'spki'}).toString('hex'),
				extensions: [...ours.extensions].map(([type, {critical, value}]) => [type, critical, hex(value)]),
				signatureAlgorithm: ours.signatureAlgorithm,
				signature: hex(ours.signature),
			});
		}
		expect(unread.sort()).toEqual([
			// A broken signature that is no whole octets any more.
			'BadSignedCACert',
			// A DSA key without its parameters.
			'DSAParametersInheritedCACert',
			'InvalidDSASignatureTest6EE',
			'InvalidNegativeSerialNumberTest15EE',
			'ValidDSAParameterInheritanceTest5EE',
		]);
	});

	test('in every signed application with one octet changed that is opened at all', async () => {
		const sound = await signedBy('valid', await drawnUp('valid'));
		let opened = 0;
		for (let at = 0; at < sound.length; at += 11) {
			const changed = sound.with(at, (sound[at] ?? 0) ^ 0x01);
			const ours = openSignedData(changed);
			if (!ours) continue;
			opened++;
			const {encapContentInfo, certificates = [], signerInfos} = signedDataOf(changed);
			const [signerInfo] = signerInfos;
			expect(hex(encapContentInfo.eContent?.valueBlock.valueHexView ?? new Uint8Array()), `at ${at}`).toBe(
				hex(ours.content),
			);
			expect(certificates.map(one => hex((one as Certificate).tbsView))).toEqual([hex(ours.signer.tbs)]);
			expect(hex(signerInfo?.signedAttrs?.encodedValue ?? new ArrayBuffer())).toBe(
				hex(ours.signedAttributes),
			);
			expect(hex(signerInfo?.signature.valueBlock.valueHexView ?? new Uint8Array())).toBe(
				hex(ours.signature),
			);
		}
		expect(opened).toBeGreaterThan(100);
	});
});

function signedDataOf(bytes: Uint8Array): SignedData {
	return new SignedData({schema: ContentInfo.fromBER(buffer(bytes)).content});
}

function particularsOf(certificate: Certificate) {
	return {
		tbs: hex(certificate.tbsView),
		serialNumber: hex(certificate.serialNumber.valueBlock.valueHexView)
			.toUpperCase()
			.replace(/^00(?=.)/, ''),
		issuerName: hex(certificate.issuer.valueBeforeDecode),
		subjectName: hex(certificate.subject.valueBeforeDecode),
		notBefore: certificate.notBefore.value,
		notAfter: certificate.notAfter.value,
		publicKey: hex(certificate.subjectPublicKeyInfo.toSchema().toBER()),
		extensions: certificate.extensions?.map(({extnID, critical, extnValue}) => [
			extnID,
			critical,
			hex(extnValue.valueBlock.valueHexView),
		]),
		signatureAlgorithm: certificate.signatureAlgorithm.algorithmId,
		signature: hex(certificate.signatureValue.valueBlock.valueHexView),
	};
}
