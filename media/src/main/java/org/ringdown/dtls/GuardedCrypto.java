package org.ringdown.dtls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** BouncyCastle's cryptography, with {@link HandshakeGuard} standing behind its decryption. */
final class GuardedCrypto extends BcTlsCrypto {
    GuardedCrypto(SecureRandom random) {
        super(random);
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryption, int mac)
            throws IOException {
        return new GuardedCipher(super.createCipher(parameters, encryption, mac));
    }

    record GuardedCipher(TlsCipher cipher) implements TlsCipher {
        @Override
        public TlsDecodeResult decodeCiphertext(
                long number,
                short type,
                ProtocolVersion version,
                byte[] bytes,
                int offset,
                int length)
                throws IOException {
            var result = decode(number, type, version, bytes, offset, length);
            boolean sound =
                    result.contentType != ContentType.handshake
                            || HandshakeGuard.admitsFragments(
                                    ByteBuffer.wrap(result.buf),
                                    result.off,
                                    result.off + result.len);
            if (!sound) throw new TlsFatalAlert(AlertDescription.decode_error);
            return result;
        }

        /** What is too short to have a tag has a wrong one: it is dropped, where bctls would end the association (RFC 6347 §4.1.2.7). */
        private TlsDecodeResult decode(
                long number,
                short type,
                ProtocolVersion version,
                byte[] bytes,
                int offset,
                int length)
                throws IOException {
            try {
                return cipher.decodeCiphertext(number, type, version, bytes, offset, length);
            } catch (TlsFatalAlert unproved) {
                throw new TlsFatalAlert(AlertDescription.bad_record_mac, unproved);
            }
        }

        @Override
        public TlsEncodeResult encodePlaintext(
                long number,
                short type,
                ProtocolVersion version,
                int header,
                byte[] bytes,
                int offset,
                int length)
                throws IOException {
            return cipher.encodePlaintext(number, type, version, header, bytes, offset, length);
        }

        @Override
        public int getCiphertextDecodeLimit(int plaintextLimit) {
            return cipher.getCiphertextDecodeLimit(plaintextLimit);
        }

        @Override
        public int getCiphertextEncodeLimit(int plaintextLimit) {
            return cipher.getCiphertextEncodeLimit(plaintextLimit);
        }

        @Override
        public int getPlaintextDecodeLimit(int ciphertextLimit) {
            return cipher.getPlaintextDecodeLimit(ciphertextLimit);
        }

        @Override
        public int getPlaintextEncodeLimit(int ciphertextLimit) {
            return cipher.getPlaintextEncodeLimit(ciphertextLimit);
        }

        @Override
        public void rekeyDecoder() throws IOException {
            cipher.rekeyDecoder();
        }

        @Override
        public void rekeyEncoder() throws IOException {
            cipher.rekeyEncoder();
        }

        @Override
        public boolean usesOpaqueRecordTypeDecode() {
            return cipher.usesOpaqueRecordTypeDecode();
        }

        @Override
        public boolean usesOpaqueRecordTypeEncode() {
            return cipher.usesOpaqueRecordTypeEncode();
        }
    }
}
