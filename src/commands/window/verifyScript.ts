/** What a script checks beside the files themselves. */
export interface Expectation {
	/** SHA-256 of each file, lower-case hex. */
	readonly digests: ReadonlyArray<{readonly name: string; readonly digest: string}>;
	/** What the receipt must say was received: SHA-256, lower-case hex. */
	readonly applicationDigest: string;
	/** What the receipt says of its time, ISO 8601 in UTC. Signatures and certificates are judged as of then. */
	readonly decidedAt: string;
	/** 受付番号: digits and hyphens. */
	readonly receiptNumber: string;
	readonly hasList: boolean;
}

/**
 * A POSIX shell script that checks a folder of evidence with openssl (3.0 or later) alone, and ends with 1 at
 * the first thing that is not so. The digests find any change; the signatures hold where somebody has changed
 * the digests too.
 */
export function verifyScript({
	digests,
	applicationDigest,
	decidedAt,
	receiptNumber,
	hasList,
}: Expectation): string {
	return `#!/bin/sh
# Checks an accepted revocation: who asked, what was asked, what the window answered, and that the
# certificate was not revoked before. Needs openssl 3.0 or later, and nothing from the window.
cd "$(dirname "$0")" || exit 1
at=${Math.floor(Date.parse(decidedAt) / 1000)}

fail() {
	echo "NG $1"
	exit 1
}

same() {
	[ "$(openssl dgst -sha256 -r "$1" | cut -c1-64)" = "$2" ] || fail "$1 was changed"
}

# Signed data, its signer's certificate, the root it must come from, the document it must hold. Only the
# root named counts, none of this machine's; the purpose is told by the root, which signs for one alone.
signed() {
	openssl cms -verify -inform DER -in "$1" -nointern -certfile "$2" -cades -purpose any -attime "$at" \\
		-CAfile "$3" -no-CApath -no-CAstore -out /dev/null 2>/dev/null || fail "$1 is not signed by $2 under $3"
	held=$(openssl cms -verify -inform DER -in "$1" -noverify -nosigs 2>/dev/null | openssl dgst -sha256 -r)
	[ "$held" = "$(openssl dgst -sha256 -r <"$4")" ] || fail "$1 holds something else than $4"
}

says() {
	case $(cat receipt.json) in
	*"$1"*) ;;
	*) fail "the receipt does not say $1" ;;
	esac
}

${digests.map(({name, digest}) => `same ${name} ${digest}`).join('\n')}
signed application.cms applicant.pem issuer.pem application.json
signed receipt.cms window.pem window-issuer.pem receipt.json
says '"digest":"${applicationDigest}"'
says '"receiptNumber":"${receiptNumber}"'
says '"decidedAt":"${decidedAt}"'
says '"result":"accepted"'
${
	hasList
		? `openssl verify -attime "$at" -crl_check -CRLfile list.pem -CAfile issuer.pem -no-CApath -no-CAstore \\
	applicant.pem >/dev/null 2>&1 || fail 'the certificate was not in force by list.pem'`
		: "echo 'No revocation list of that day is here: ask its issuer whether the certificate was in force.'"
}

echo 'OK ${receiptNumber} accepted at ${decidedAt}'
echo 'Compare the roots with those that the issuers have published:'
for root in issuer.pem window-issuer.pem; do
	openssl x509 -in "$root" -noout -subject -fingerprint -sha256
done
`;
}
