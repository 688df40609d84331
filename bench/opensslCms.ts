import {dlopen, FFIType} from 'bun:ffi';

/** X509_PURPOSE_ANY: a signing certificate of a citizen is none for S/MIME. */
const anyPurpose = 7;

/**
 * OpenSSL's own check of a CMS SignedData, in this process: signature, digest, and the chain to an anchor in PEM.
 * @throws Error when libcrypto 3 is not on this machine, or takes no such anchor
 */
export function openCmsVerify(anchor: Uint8Array): (cms: Uint8Array) => boolean {
	const {ptr, i32} = FFIType;
	const {symbols: libcrypto} = dlopen('libcrypto.so.3', {
		BIO_new_mem_buf: {args: [ptr, i32], returns: ptr},
		BIO_free: {args: [ptr], returns: i32},
		PEM_read_bio_X509: {args: [ptr, ptr, ptr, ptr], returns: ptr},
		X509_STORE_new: {args: [], returns: ptr},
		X509_STORE_add_cert: {args: [ptr, ptr], returns: i32},
		X509_STORE_set_purpose: {args: [ptr, i32], returns: i32},
		d2i_CMS_bio: {args: [ptr, ptr], returns: ptr},
		CMS_verify: {args: [ptr, ptr, ptr, ptr, ptr, i32], returns: i32},
		CMS_ContentInfo_free: {args: [ptr], returns: FFIType.void},
	});
	const store = libcrypto.X509_STORE_new();
	const pem = libcrypto.BIO_new_mem_buf(anchor, anchor.length);
	const certificate = libcrypto.PEM_read_bio_X509(pem, null, null, null);
	libcrypto.BIO_free(pem);
	if (!certificate || libcrypto.X509_STORE_add_cert(store, certificate) !== 1) {
		throw new Error('libcrypto does not take the anchor');
	}
	libcrypto.X509_STORE_set_purpose(store, anyPurpose);
	return cms => {
		const bytes = libcrypto.BIO_new_mem_buf(cms, cms.length);
		const message = libcrypto.d2i_CMS_bio(bytes, null);
		const isSound = message !== null && libcrypto.CMS_verify(message, null, store, null, null, 0) === 1;
		libcrypto.CMS_ContentInfo_free(message);
		libcrypto.BIO_free(bytes);
		return isSound;
	};
}
