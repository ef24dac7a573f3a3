package org.ringdown.rtmfp.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.ringdown.rtmfp.packet.Checksum;
import org.ringdown.rtmfp.packet.Envelope;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.packet.Vlu;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/** Packets to datagrams and back: AES-128-CBC, with a checksum or an HMAC, and sequence numbers (RFC 7425 §4.6). */
public final class PacketCipher {
    private static final byte[] DEFAULT_KEY =
            "Adobe Systems 02".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK = 16;
    private static final int MOST = 1200; // bytes of a datagram, which fit every path that matters
    private static final IvParameterSpec NO_IV = new IvParameterSpec(new byte[BLOCK]);

    private final Direction out;
    private final Direction in;
    private final Repeats repeats = new Repeats();
    private long sent;

    private record Direction(Cipher cipher, Optional<Mac> mac, Protection protection) {}

    private PacketCipher(Direction out, Direction in) {
        this.out = out;
        this.in = in;
    }

    /** For packets before there are keys: no secret, only a checksum. */
    public static PacketCipher startup() {
        return new PacketCipher(
                direction(Cipher.ENCRYPT_MODE, DEFAULT_KEY, Optional.empty(), Protection.NONE),
                direction(Cipher.DECRYPT_MODE, DEFAULT_KEY, Optional.empty(), Protection.NONE));
    }

    /**
     * From what both know and what each has said.
     *
     * @param secret that was agreed on
     * @param near our keying component
     * @param far the peer's
     */
    public static PacketCipher of(
            byte[] secret, byte[] near, byte[] far, Protection sending, Protection receiving) {
        var encrypt = Hmac.sha256(secret, Hmac.sha256(far, near));
        var decrypt = Hmac.sha256(secret, Hmac.sha256(near, far));
        return new PacketCipher(
                direction(Cipher.ENCRYPT_MODE, encrypt, Optional.of(secret), sending),
                direction(Cipher.DECRYPT_MODE, decrypt, Optional.of(secret), receiving));
    }

    private static Direction direction(
            int mode, byte[] key, Optional<byte[]> secret, Protection protection) {
        try {
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(Arrays.copyOf(key, BLOCK), "AES"), NO_IV);
            var mac =
                    secret.filter(_ -> protection.hmac() > 0)
                            .map(z -> Hmac.of("HmacSHA256", Hmac.sha256(z, key)));
            return new Direction(cipher, mac, protection);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /** Bytes that a packet may have, so that its datagram fits. */
    public int room() {
        int within = 2 + Vlu.size(sent);
        int blocks = (MOST - Envelope.SIZE - out.protection().hmac()) / BLOCK;
        return blocks * BLOCK - within;
    }

    /** A datagram for the session that the peer calls so. */
    public ByteBuffer seal(Packet packet, int sessionId) {
        var encrypted = crypt(out.cipher(), plain(packet), 0);
        int hmac = out.protection().hmac();
        var datagram = ByteBuffer.allocate(Envelope.SIZE + encrypted.length + hmac);
        datagram.putInt(0).put(encrypted);
        out.mac().ifPresent(mac -> datagram.put(mac.doFinal(encrypted), 0, hmac));
        datagram.flip();
        Envelope.address(datagram, sessionId);
        return datagram;
    }

    private byte[] plain(Packet packet) {
        var plain = new WireWriter(MOST);
        if (out.protection().numbered()) Vlu.write(plain, sent++);
        int sumAt = plain.size();
        boolean summed = out.mac().isEmpty();
        if (summed) plain.u16(0);
        packet.write(plain);
        while (plain.size() % BLOCK != 0) plain.u8(0xff);
        var bytes = plain.written();
        if (summed) bytes.putShort(sumAt, (short) Checksum.of(bytes.array(), sumAt + 2));
        return bytes.array();
    }

    /** @throws MalformedException for what was not sealed with our keys, is a repeat, or is no packet */
    public Packet open(ByteBuffer datagram) throws MalformedException {
        int hmac = in.protection().hmac();
        int size = datagram.remaining() - Envelope.SIZE - hmac;
        if (size <= 0 || size % BLOCK != 0) throw new MalformedException("not whole blocks of AES");
        var bytes = new byte[size + hmac];
        datagram.get(datagram.position() + Envelope.SIZE, bytes);
        if (in.mac().isPresent()) authenticate(in.mac().get(), bytes, size);
        return packet(crypt(in.cipher(), bytes, hmac));
    }

    private static void authenticate(Mac mac, byte[] bytes, int size) throws MalformedException {
        mac.update(bytes, 0, size);
        var expected = Arrays.copyOf(mac.doFinal(), bytes.length - size);
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, size, bytes.length)))
            throw new MalformedException("not of this session: its HMAC is wrong");
    }

    private Packet packet(byte[] plain) throws MalformedException {
        var reader = new WireReader(ByteBuffer.wrap(plain), "RFC 7425 §4.6");
        boolean numbered = in.protection().numbered();
        long number = numbered ? Vlu.read(reader, "sequence number") : 0;
        if (in.mac().isEmpty() && reader.u16("checksum") != Checksum.of(plain, reader.position()))
            throw reader.malformed("a wrong checksum");
        if (numbered && !repeats.isNew(number))
            throw reader.malformed("a packet again, or far too late");
        return Packet.parse(reader.rest());
    }

    /** All but the last bytes. */
    private static byte[] crypt(Cipher cipher, byte[] bytes, int but) {
        try {
            return cipher.doFinal(bytes, 0, bytes.length - but);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("whole blocks can always be encrypted", e);
        }
    }
}
