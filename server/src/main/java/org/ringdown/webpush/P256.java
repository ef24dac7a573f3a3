package org.ringdown.webpush;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;

/** Keys of the curve P-256, as the web writes them: a public key is 65 bytes, uncompressed (SEC 1 §2.3.3). */
final class P256 {
    static final int LENGTH = 65;
    private static final int COORDINATE = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final ECParameterSpec CURVE = curve();

    private P256() {}

    private static ECParameterSpec curve() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    static KeyPair fresh(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(CURVE, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    static byte[] write(ECPublicKey key) {
        var bytes = new byte[LENGTH];
        bytes[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), bytes, 1);
        put(key.getW().getAffineY(), bytes, 1 + COORDINATE);
        return bytes;
    }

    private static void put(BigInteger number, byte[] into, int at) {
        var bytes = number.toByteArray(); // may have a sign, or be short
        int size = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - size, into, at + COORDINATE - size, size);
    }

    /** @throws InvalidKeySpecException if that is no point of the curve: with one that is not, our key could be found out */
    static ECPublicKey read(byte[] bytes) throws InvalidKeySpecException {
        if (bytes.length != LENGTH || bytes[0] != UNCOMPRESSED)
            throw new InvalidKeySpecException("not an uncompressed point of P-256");
        var x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + COORDINATE));
        var y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + COORDINATE, LENGTH));
        var prime = ((ECFieldFp) CURVE.getCurve().getField()).getP();
        var right = x.modPow(THREE, prime).add(CURVE.getCurve().getA().multiply(x));
        boolean onCurve =
                x.compareTo(prime) < 0
                        && y.compareTo(prime) < 0
                        && y.multiply(y)
                                        .subtract(right)
                                        .subtract(CURVE.getCurve().getB())
                                        .mod(prime)
                                        .signum()
                                == 0;
        if (!onCurve) throw new InvalidKeySpecException("not a point of P-256");
        return (ECPublicKey)
                factory().generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
    }

    static KeyPair pair(byte[] publicKey, byte[] privateKey) throws InvalidKeySpecException {
        var secret = new ECPrivateKeySpec(new BigInteger(1, privateKey), CURVE);
        return new KeyPair(read(publicKey), factory().generatePrivate(secret));
    }

    private static KeyFactory factory() {
        try {
            return KeyFactory.getInstance("EC");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has EC", e);
        }
    }
}
