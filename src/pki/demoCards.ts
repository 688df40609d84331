import type {Applicant} from '../domain/applicant.ts';

/** A demo card's `card.json`: what the simulated card needs beside its certificates and keys. */
export interface DemoCardSettings {
	/** The token label of EF 0006 (card-facts 1.2). */
	readonly label: string;
	readonly signPassword: string;
	readonly authPin: string;
	readonly signTriesLeft: number;
	readonly authTriesLeft: number;
	/** Which certificates the card says it holds. */
	readonly holds: 'both' | 'auth';
	/** What the card is for, in Japanese, for the simulator's panel. */
	readonly note: string;
}

/** What a demo card is made from. */
export interface DemoCard {
	readonly settings: DemoCardSettings;
	readonly applicant: Applicant;
	/** How its signing certificate comes to be. */
	readonly issue:
		| 'current'
		/** By the authority's earlier key, of the same name. */
		| 'previousGeneration'
		/** Six years ago, so that it has run out. */
		| 'longAgo'
		/** By an authority of another name. */
		| 'stranger'
		/** In the authority's name, with a key that is not the authority's. */
		| 'forged';
	/** Whether the window's records begin with this certificate revoked. */
	readonly revoked?: true;
}

const settings: DemoCardSettings = {
	label: 'JPKIAPICCTOKEN2',
	signPassword: 'DEMO2026',
	authPin: '1234',
	signTriesLeft: 5,
	authTriesLeft: 3,
	holds: 'both',
	note: '有効なカード',
};

/** The demo cards by folder name (design 8). All persons are invented. */
export const demoCards: Readonly<Record<string, DemoCard>> = {
	valid: {
		settings,
		applicant: person(
			'吉田　太郎',
			'male',
			'319580810',
			'東京都千代田区霞が関２丁目１番地２号　霞が関マンション',
		),
		issue: 'current',
	},
	second: {
		settings: {
			...settings,
			signPassword: 'DEMO2027',
			authPin: '5678',
			note: '別の人の有効なカード(発行は前の世代の認証局)',
		},
		applicant: person('佐藤　花子', 'female', '420010228', '東京都港区芝公園１丁目５番２５号'),
		issue: 'previousGeneration',
	},
	expired: {
		settings: {...settings, note: '署名用電子証明書の有効期間が過ぎたカード'},
		applicant: person('鈴木　一郎', 'male', '319700501', '神奈川県横浜市中区本町６丁目５０番地の１０'),
		issue: 'longAgo',
	},
	revoked: {
		settings: {...settings, note: '署名用電子証明書が失効済みのカード'},
		applicant: person('高橋　美咲', 'female', '419900403', '大阪府大阪市北区中之島１丁目３番２０号'),
		issue: 'current',
		revoked: true,
	},
	'wrong-issuer': {
		settings: {...settings, note: '署名用電子証明書の発行者名が違うカード'},
		applicant: person('田中　健', 'male', '319841111', '愛知県名古屋市中区三の丸３丁目１番１号'),
		issue: 'stranger',
	},
	'bad-signature': {
		settings: {...settings, note: '署名用電子証明書の署名を検証できないカード'},
		applicant: person('伊藤　さくら', 'female', '419951224', '福岡県福岡市中央区天神１丁目８番１号'),
		issue: 'forged',
	},
	locked: {
		settings: {...settings, signTriesLeft: 0, note: '署名用パスワードがロックされたカード'},
		applicant: person('渡辺　修', 'male', '319490615', '北海道札幌市中央区北１条西２丁目'),
		issue: 'current',
	},
	'one-try': {
		settings: {...settings, signTriesLeft: 1, note: '署名用パスワードの残り回数が１回のカード'},
		applicant: person('山本　恵子', 'female', '319631020', '宮城県仙台市青葉区国分町３丁目７番１号'),
		issue: 'current',
	},
	'long-address': {
		settings: {...settings, note: '住所が２００字のカード'},
		applicant: person(
			'小鳥遊　寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末',
			'unstated',
			'500000000',
			`東京都千代田区霞が関２丁目１番地２号　${'とても名前の長い集合住宅の別館'.repeat(20)}`
				.slice(0, 196)
				.concat('１２階東'),
		),
		issue: 'current',
	},
	'substitute-characters': {
		settings: {...settings, note: '氏名と住所に代替文字のあるカード'},
		applicant: {
			...person('渡邊　高子', 'female', '215000000', '東京都葛飾区立石５丁目１３番１号'),
			nameSubstitutes: '01010',
			addressSubstitutes: '0001000000000000',
		},
		issue: 'current',
	},
	'escape-sequences': {
		settings: {...settings, note: '氏名と住所に制御文字のあるカード'},
		applicant: person(
			'\u001b[2J\u001b[31m山田　\u009b1m次郎\u0007',
			'male',
			'319751205',
			'京都府京都市中京区\r\n\u001b]0;title\u0007寺町通御池上る\u0000\u007f上本能寺前町４８８番地',
		),
		issue: 'current',
	},
	bidi: {
		settings: {...settings, note: '氏名と住所に書字方向の制御文字のあるカード'},
		applicant: person(
			'中村\u202e　郎三\u202c\u200b',
			'male',
			'319660708',
			'兵庫県神戸市\u2066中央区\u2069加納町\u200f６丁目\u2028５番１号\ufeff',
		),
		issue: 'current',
	},
	'auth-only': {
		settings: {...settings, holds: 'auth', note: '署名用電子証明書の無いカード'},
		applicant: person('小林　葵', 'female', '520190501', '広島県広島市中区国泰寺町１丁目６番３４号'),
		issue: 'current',
	},
	juki: {
		settings: {...settings, label: 'JPKIAPICCTOKEN', note: '住民基本台帳カード'},
		applicant: person('加藤　正', 'male', '215260101', '新潟県新潟市中央区学校町通１番町６０２番地１'),
		issue: 'current',
	},
};

function person(name: string, sex: Applicant['sex'], birthDate: string, address: string): Applicant {
	return {
		name,
		nameSubstitutes: unsubstituted(name),
		address,
		addressSubstitutes: unsubstituted(address),
		sex,
		birthDate,
	};
}

function unsubstituted(text: string): string {
	return '0'.repeat([...text].length);
}
