package org.ringdown.rtmfp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/** What is written is read as it was, and what RFC 7016 shows is what is written. */
class PacketTest {
    @ParameterizedTest
    @CsvSource({
        "0,00",
        "127,7f",
        "128,8100",
        "16383,ff7f",
        "16384,818000",
        "4294967295,8fffffff7f"
    })
    void numbersTakeAsManyBytesAsTheyNeed(long value, String hex) throws MalformedException {
        var bytes = Vlu.write(new WireWriter(), value).written();

        assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(hex);
        assertThat(Vlu.size(value)).isEqualTo(bytes.remaining());
        assertThat(Vlu.read(new WireReader(bytes, "test"), "number")).isEqualTo(value);
    }

    @Test
    void aNumberWithoutEndIsRefused() {
        var endless = new WireReader(bytes("ffffffffffffffffffffff00"), "test");

        assertThatThrownBy(() -> Vlu.read(endless, "number"))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void aSessionIdIsScrambledWithWhatFollows() {
        var datagram = bytes("00000000" + "01020304" + "10203040" + "55");

        Envelope.address(datagram, 0xcafe);

        assertThat(datagram.getInt(0)).isEqualTo(0xcafe ^ 0x01020304 ^ 0x10203040);
        assertThat(Envelope.sessionId(datagram)).hasValue(0xcafe);
        assertThat(Envelope.sessionId(bytes("0102"))).isEmpty();
    }

    /** The first is the example of RFC 1071 §3. */
    @ParameterizedTest
    @CsvSource({"0001f203f4f5f6f7,220d", "0001f2,0dfe", "'',ffff"})
    void aChecksumIsThatOfTheInternet(String hex, String sum) {
        var bytes = HexFormat.of().parseHex(hex);

        assertThat(Checksum.of(bytes, 0)).isEqualTo(Integer.parseInt(sum, 16));
    }

    @Test
    void everyChunkIsReadAsItWasWritten() throws MalformedException {
        var some = bytes("010203");
        var chunks =
                List.<Chunk>of(
                        new Chunk.InitiatorHello(some, bytes("aabb")),
                        new Chunk.ForwardedHello(some),
                        new Chunk.ResponderHello(some, bytes("04"), bytes("05")),
                        new Chunk.Redirect(some, bytes("06")),
                        new Chunk.CookieChange(some, bytes("07")),
                        new Chunk.InitiatorKeying(-5, some, bytes("08"), bytes("09"), bytes("58")),
                        new Chunk.ResponderKeying(7, some, bytes("58")),
                        new Chunk.Ping(some),
                        new Chunk.PingReply(some),
                        new Chunk.Close(),
                        new Chunk.CloseAcknowledgement(),
                        new Chunk.UserData(
                                300, 5, 2, Chunk.Part.BEGIN, false, true, List.of(), some),
                        new Chunk.UserData(
                                1,
                                9,
                                9,
                                Chunk.Part.MIDDLE,
                                true,
                                false,
                                List.of(Option.of(0, (byte) 'T')),
                                bytes("")),
                        new Chunk.Acknowledgement(
                                2,
                                65536,
                                10,
                                List.of(new Chunk.Range(12, 12), new Chunk.Range(15, 20))),
                        new Chunk.BufferProbe(3),
                        new Chunk.FlowException(4, 200));
        var packet =
                new Packet(
                        Packet.Mode.RESPONDER,
                        true,
                        false,
                        OptionalInt.of(0xfffe),
                        OptionalInt.of(3),
                        chunks);
        var out = new WireWriter();
        packet.write(out);

        assertThat(Packet.parse(out.u8(0xff).u8(0xff).u8(0xff).written())).isEqualTo(packet);
    }

    /** Each byte of a packet with user data and acknowledgements is replaced by each other, and the end cut off there. */
    @Test
    void damageIsReadAsSomethingThatCanBeWrittenOrIsRefused() {
        var whole =
                HexFormat.of()
                        .parseHex(
                                "0e00010002"
                                        + "100009"
                                        + "80020502025400aabb"
                                        + "1100022062"
                                        + "5000050201107d02"
                                        + "510007024010010200ff7f");
        int read = 0;
        for (int at = 0; at < whole.length; at++) {
            if (readsTheSame(ByteBuffer.wrap(whole, 0, at).slice())) read++;
            for (int value = 0; value < 256; value++) {
                var damaged = whole.clone();
                damaged[at] = (byte) value;
                if (readsTheSame(ByteBuffer.wrap(damaged))) read++;
            }
        }

        assertThat(read).isBetween(whole.length, whole.length * 256);
    }

    private static boolean readsTheSame(ByteBuffer bytes) {
        Packet packet;
        try {
            packet = Packet.parse(bytes);
        } catch (MalformedException refused) {
            return false;
        }
        var out = new WireWriter();
        packet.write(out);
        try {
            assertThat(Packet.parse(out.written())).isEqualTo(packet);
        } catch (MalformedException refused) {
            throw new AssertionError("cannot read what was written of " + packet, refused);
        }
        return true;
    }

    @Test
    void aBitmapSaysWhichOnesArrived() throws MalformedException {
        // flow 2, room 1 KiB, all up to 16, then 18, 20 to 24 and 27 (LSB first, after the missing
        // 17)
        var packet = Packet.parse(bytes("02" + "500005" + "020110" + "7d02"));

        assertThat(packet.chunks())
                .containsExactly(
                        new Chunk.Acknowledgement(
                                2,
                                1024,
                                16,
                                List.of(
                                        new Chunk.Range(18, 18),
                                        new Chunk.Range(20, 24),
                                        new Chunk.Range(27, 27))));
    }

    @Test
    void theNextFragmentIsNumberedAfterTheOneBefore() throws MalformedException {
        var packet = Packet.parse(bytes("01" + "100005" + "1002050361" + "110002" + "2062"));

        assertThat((Chunk.UserData) packet.chunks().getLast())
                .isEqualTo(
                        new Chunk.UserData(
                                2, 6, 2, Chunk.Part.END, false, false, List.of(), bytes("62")));
    }

    @Test
    void typesThatNobodyKnowsArePassedOver() throws MalformedException {
        assertThat(Packet.parse(bytes("01" + "3300020102" + "0c0000")).chunks())
                .containsExactly(new Chunk.Close());
    }

    @ParameterizedTest
    @CsvSource({
        "00, mode 0",
        "01110001ff, next user data after none",
        "0110000400020005, a sequence number before the first",
        "01100009, chunk needs"
    })
    void whatCannotBeIsRefused(String hex, String why) {
        assertThatThrownBy(() -> Packet.parse(bytes(hex)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(why);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
