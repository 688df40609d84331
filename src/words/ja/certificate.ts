import type {CertificateWords} from '../words.ts';

/** What stands in a certificate, and what it means. */
export const certificateWords: CertificateWords = {
	names: {
		signing: '署名用電子証明書',
		authentication: '利用者証明用電子証明書',
		signingCa: '署名用の認証局の証明書',
		authenticationCa: '利用者証明用の認証局の証明書',
	},
	critical: '(必須)',
	fields: {
		holderName: {label: '氏名', meaning: '電子証明書の持ち主の名前です。'},
		holderAddress: {label: '住所', meaning: '発行されたときの住所です。'},
		holderSex: {label: '性別', meaning: '発行されたときの性別です。'},
		holderBirthDate: {label: '生年月日', meaning: '電子証明書の持ち主の生年月日です。'},
		notBefore: {label: '有効期間の始まり', meaning: 'この日時より前は使えません。'},
		notAfter: {label: '有効期間の終わり', meaning: 'この日時を過ぎると使えません。'},
		issuer: {label: '発行者', meaning: 'この証明書を発行した認証局の名前です。'},
		expectedIssuer: {
			label: '正しい発行者',
			meaning: 'この端末が知っている認証局の名前です。上の発行者と同じかどうかを確かめてください。',
		},
		serialNumber: {label: 'シリアル番号', meaning: '発行者が証明書ごとに付けた番号です。'},
		subject: {label: '発行先', meaning: 'だれに、または何に発行されたかを表す名前です。'},
		version: {label: 'バージョン', meaning: '証明書の書き方の版です。'},
		signatureAlgorithm: {label: '署名の方式', meaning: '発行者がこの証明書に署名した方式です。'},
		publicKey: {label: '公開鍵', meaning: 'この証明書が持ち主と結び付ける鍵の種類と大きさです。'},
		keyUsage: {label: '鍵の使い道', meaning: '鍵を何に使ってよいかを表します。'},
		extKeyUsage: {label: '鍵の使い道(詳しく)', meaning: '鍵を使ってよい目的を、さらに限ります。'},
		subjectAltName: {
			label: '発行先の別名',
			meaning: '持ち主の別の名前です。署名用では氏名、住所などが入っています。',
		},
		issuerAltName: {label: '発行者の別名', meaning: '発行者の別の名前です。'},
		certificatePolicies: {label: '証明書ポリシー', meaning: 'どの決まりに従って発行されたかを表す番号です。'},
		cRLDistributionPoints: {label: '失効リストの場所', meaning: '失効した証明書のリストが置かれる場所です。'},
		authorityInfoAccess: {label: '発行者の情報', meaning: '証明書の状態や発行者の情報を調べる場所です。'},
		basicConstraints: {label: '基本制約', meaning: '認証局の証明書かどうかを表します。'},
		subjectKeyIdentifier: {label: '鍵の識別子', meaning: 'この証明書の公開鍵を見分ける値です。'},
		authorityKeyIdentifier: {label: '発行者の鍵の識別子', meaning: '発行者のどの鍵で署名したかを表します。'},
		otherExtension: {label: 'その他の拡張', meaning: 'この端末が意味を知らない項目です。'},
		sha256: {label: '指紋(SHA-256)', meaning: '証明書全体から計算した、証明書を見分ける値です。'},
		sha1: {label: '指紋(SHA-1)', meaning: '古い方式で計算した、証明書を見分ける値です。'},
	},
};
