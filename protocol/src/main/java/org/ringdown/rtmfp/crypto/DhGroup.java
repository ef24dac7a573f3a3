package org.ringdown.rtmfp.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The groups of Diffie and Hellman that we speak, the strongest last (RFC 2409 §6.2, RFC 3526 §3). */
public enum DhGroup {
    MODP_1024(2, "49286651ece65381ffffffffffffffff"),
    MODP_2048(
            14,
            "49286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356"
                    + "208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3be39e772c"
                    + "180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d22618"
                    + "98fa051015728e5a8aacaa68ffffffffffffffff");

    private static final BigInteger GENERATOR = BigInteger.TWO;
    private static final int SECRET_BYTES =
            64; // twice the strength that either group has, and more

    private final int number;
    private final BigInteger prime;

    DhGroup(int number, String end) {
        this.number = number;
        prime = new BigInteger(beginning() + end, 16);
    }

    /** What both primes begin with: digits of pi. */
    private static String beginning() {
        return "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a0879"
                + "8e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9"
                + "a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe6";
    }

    public static Optional<DhGroup> of(int number) {
        return Arrays.stream(values()).filter(group -> group.number == number).findFirst();
    }

    /** As options name it. */
    public int number() {
        return number;
    }

    BigInteger prime() {
        return prime;
    }

    /** Of a public key or a shared secret, in bytes. */
    public int size() {
        return prime.bitLength() / 8;
    }

    /** Thrown once, kept for one agreement. */
    public BigInteger secret(RandomGenerator random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes);
    }

    /** Expensive. */
    public byte[] publicKey(BigInteger secret) {
        return padded(GENERATOR.modPow(secret, prime));
    }

    /** What both then know: expensive. Empty for keys that would let anybody know it. */
    public Optional<byte[]> agree(BigInteger secret, byte[] theirs) {
        if (theirs.length > size()) return Optional.empty();
        var key = new BigInteger(1, theirs);
        boolean sound =
                key.compareTo(BigInteger.ONE) > 0
                        && key.compareTo(prime.subtract(BigInteger.ONE)) < 0;
        return sound ? Optional.of(padded(key.modPow(secret, prime))) : Optional.empty();
    }

    private byte[] padded(BigInteger number) {
        var bytes = number.toByteArray();
        var padded = new byte[size()];
        int from = Math.max(0, bytes.length - padded.length); // the byte of the sign
        int count = bytes.length - from;
        System.arraycopy(bytes, from, padded, padded.length - count, count);
        return padded;
    }
}
