package org.ringdown.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.rtcp.RtcpPacket.FullIntraRequest;
import org.ringdown.rtcp.RtcpPacket.Goodbye;
import org.ringdown.rtcp.RtcpPacket.Nack;
import org.ringdown.rtcp.RtcpPacket.PictureLoss;
import org.ringdown.rtcp.RtcpPacket.ReceiverReport;
import org.ringdown.rtcp.RtcpPacket.ReportBlock;
import org.ringdown.rtcp.RtcpPacket.SenderReport;
import org.ringdown.rtcp.RtcpPacket.SourceDescription;
import org.ringdown.wire.MalformedException;

/** Reads compound packets by the drawings of RFC 3550 §6.4 to §6.6, RFC 4585 §6 and RFC 5104 §4.3.1, and writes them. */
class RtcpParserTest {
    private static final String SENDER_REPORT =
            "81c8000c 11111111 b44db705 20000000 00003039 00000064 00003e80"
                    + "22222222 40fffffe 00010003 00000007 b7052000 00054000";
    private static final String RECEIVER_REPORT = "80c90001 11111111";
    private static final String CNAME = "81ca0003 11111111 01056162 63646500";
    private static final String GOODBYE = "82cb0004 11111111 22222222 06627965 62796500";
    private static final String NACK = "81cd0003 11111111 22222222 ffff8005";
    private static final String PICTURE_LOSS = "81ce0002 11111111 22222222";
    private static final String FULL_INTRA = "84ce0004 11111111 00000000 22222222 05000000";
    private static final String EXTENDED_REPORT =
            "80cf0004 11111111 04000002 b44db705 20000000"; // RRTR, RFC 3611 §4.4

    private static final ReportBlock BLOCK =
            new ReportBlock(0x22222222, 64, -2, 0x10003, 7, 0xb7052000, 0x54000);

    @Test
    void readsASenderReport() throws Exception {
        assertThat(parse(SENDER_REPORT))
                .containsExactly(
                        new SenderReport(
                                0x11111111,
                                0xb44db705_20000000L,
                                12345,
                                100,
                                16000,
                                List.of(BLOCK)));
    }

    @Test
    void readsACompoundPacketAndSkipsWhatItDoesNotKnow() throws Exception {
        assertThat(
                        parse(
                                RECEIVER_REPORT
                                        + EXTENDED_REPORT
                                        + CNAME
                                        + "80cc0002 11111111 41424344"
                                        + GOODBYE))
                .containsExactly(
                        new ReceiverReport(0x11111111, List.of()),
                        new SourceDescription(
                                List.of(
                                        new SourceDescription.Chunk(
                                                0x11111111, Optional.of("abcde")))),
                        new Goodbye(List.of(0x11111111, 0x22222222), Optional.of("byebye")));
    }

    @Test
    void readsFeedbackOfReducedSize() throws Exception {
        assertThat(parse(PICTURE_LOSS)).containsExactly(new PictureLoss(0x11111111, 0x22222222));
        assertThat(parse(FULL_INTRA))
                .containsExactly(
                        new FullIntraRequest(
                                0x11111111, List.of(new FullIntraRequest.Wanted(0x22222222, 5))));
    }

    @Test
    void namesThePacketsMissedOverAWrap() throws Exception {
        var missed = new ArrayList<Integer>();
        ((Nack) parse(NACK).getFirst()).forEachMissed(missed::add);
        assertThat(missed).containsExactly(65535, 0, 2, 15);
    }

    @Test
    void readsManySourcesAndItemsItDoesNotKnow() throws Exception {
        var packet = "82ca0006 00000001 020161 0101 62 0000 00000002 0000 0000";
        assertThat(packet.replace(" ", "")).hasSize(2 * 24);
        assertThatThrownBy(() -> parse(packet)).isInstanceOf(MalformedException.class);
        assertThat(parse("82ca0005 00000001 020161 010162 0000 00000002 0000 0000"))
                .containsExactly(
                        new SourceDescription(
                                List.of(
                                        new SourceDescription.Chunk(1, Optional.of("b")),
                                        new SourceDescription.Chunk(2, Optional.empty()))));
    }

    @Test
    void takesPaddingOffTheLastPacketOnly() throws Exception {
        assertThat(parse(RECEIVER_REPORT + "a0c90002 11111111 00000004")).hasSize(2);
        assertThatThrownBy(() -> parse("a0c90002 11111111 00000004" + RECEIVER_REPORT))
                .hasMessageContaining("padding");
    }

    @Test
    void ignoresWhatAProfileAddsToAReport() throws Exception {
        assertThat(parse("80c90003 11111111 aaaaaaaa bbbbbbbb"))
                .containsExactly(new ReceiverReport(0x11111111, List.of()));
    }

    @Test
    void skipsFeedbackItDoesNotKnow() throws Exception {
        assertThat(parse("8fcd0004 11111111 22222222 00000000 00000000")).isEmpty();
        assertThat(parse("8fce0004 11111111 22222222 41424344 00000000")).isEmpty();
    }

    /** RFC 5104 §4.2.1.1, draft-alvestrand-rmcat-remb-03 §2.2. */
    @ParameterizedTest
    @CsvSource({
        "8fce0005 11111111 00000000 52454d42 0103d090 22222222, 250000",
        "8fce0005 11111111 00000000 52454d42 010fd090 22222222, 2000000",
        "8fce0005 11111111 00000000 52454d42 01ffffff 22222222, 9223372036854775807",
        "83cd0004 11111111 00000000 22222222 0007d000, 1000",
        "83cd0006 11111111 00000000 22222222 0c07d000 33333333 0407d000, 2000",
    })
    void readsHowManyBitsAreWanted(String packet, long bitrate) throws Exception {
        assertThat(parse(packet)).containsExactly(new RtcpPacket.BitrateLimit(0x11111111, bitrate));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "250000, 250000", "262143, 262143", "2000001, 2000000"})
    void writesHowManyBitsAreWanted(long wanted, long said) throws Exception {
        var out = ByteBuffer.allocate(64);
        new RtcpWriter(out).bitrateEstimate(7, 8, wanted).bitrateRequest(7, 8, said);

        assertThat(RtcpParser.parse(out.flip()))
                .hasSize(2)
                .first()
                .isEqualTo(new RtcpPacket.BitrateLimit(7, said));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                         | version needs 1 bytes, 0 left
                    40c90001 11111111          | version 1
                    80080001 11111111          | type 8 is none of RTCP's
                    80c90002 11111111          | packet needs 8 bytes, 4 left
                    80c90001 11111111 80       | packet type needs 1 bytes, 0 left
                    80c90000                   | SSRC needs 4 bytes, 0 left
                    81c90001 11111111          | SSRC needs 4 bytes, 0 left
                    81ca0001 11111111          | item needs 1 bytes, 0 left
                    81ca0002 11111111 01030000 | item needs 3 bytes, 2 left
                    81ca0002 11111111 01026162 | item needs 1 bytes, 0 left
                    81cb0002 11111111 09616263 | reason needs 9 bytes, 3 left
                    81cd0001 11111111          | media SSRC needs 4 bytes, 0 left
                    84ce0003 11111111 00000000 22222222 | number needs 1 bytes, 0 left
                    a0c90001 00000003          | padding of 3 bytes
                    a0c90001 00000000          | padding of 0 bytes
                    a0c90001 00000008          | padding of 8 bytes
                    a0c90000                   | padding of 0 bytes
                    """)
    void saysWhatIsWrong(String packet, String complaint) {
        assertThatThrownBy(() -> parse(packet))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void boundsTheNumberOfPackets() throws Exception {
        assertThat(parse(RECEIVER_REPORT.repeat(64))).hasSize(64);
        assertThatThrownBy(() -> parse(RECEIVER_REPORT.repeat(65)))
                .hasMessageStartingWith("more than 64 packets");
    }

    @Test
    void refusesEveryTruncationOfEachPacket() {
        for (var packet :
                List.of(
                        SENDER_REPORT,
                        RECEIVER_REPORT,
                        CNAME,
                        GOODBYE,
                        NACK,
                        PICTURE_LOSS,
                        FULL_INTRA)) {
            var whole = hex(packet);
            for (int size = 0; size < whole.capacity(); size++) {
                var cut = whole.slice(0, size);
                assertThatThrownBy(() -> RtcpParser.parse(cut))
                        .as("%d bytes of %s", size, packet)
                        .isInstanceOf(MalformedException.class);
            }
        }
    }

    @Test
    void writesWhatItReads() {
        var out = ByteBuffer.allocateDirect(300).position(3);
        new RtcpWriter(out)
                .senderReport(0x11111111, 0xb44db705_20000000L, 12345, 100, 16000, List.of(BLOCK))
                .receiverReport(0x11111111, List.of())
                .cname(0x11111111, "abcde")
                .nack(0x11111111, 0x22222222, 65535, 0x8005)
                .pictureLoss(0x11111111, 0x22222222)
                .fullIntraRequest(0x11111111, 0x22222222, 5)
                .goodbye(0x11111111);
        assertThat(out.slice(3, out.position() - 3))
                .isEqualTo(
                        hex(
                                SENDER_REPORT
                                        + RECEIVER_REPORT
                                        + CNAME
                                        + NACK
                                        + PICTURE_LOSS
                                        + FULL_INTRA
                                        + "81cb0001 11111111"));
    }

    @Test
    void endsNamesOfEveryLengthWithAZero() throws Exception {
        for (int length = 0; length < 256; length++) {
            var name = "n".repeat(length);
            var out = ByteBuffer.allocate(300);
            new RtcpWriter(out).cname(1, name);
            assertThat(out.position() % 4).isZero();
            assertThat(RtcpParser.parse(out.flip()))
                    .containsExactly(
                            new SourceDescription(
                                    List.of(new SourceDescription.Chunk(1, Optional.of(name)))));
        }
        assertThatThrownBy(() -> new RtcpWriter(ByteBuffer.allocate(300)).cname(1, "n".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesMutations() {
        var random = new Random(3550);
        var seed = hex(SENDER_REPORT + EXTENDED_REPORT + CNAME + NACK + FULL_INTRA + GOODBYE);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = seed.array().clone();
            for (int changes = random.nextInt(5); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            RtcpFuzzTest.readAll(bytes);
        }
    }

    private static List<RtcpPacket> parse(String hex) throws MalformedException {
        return RtcpParser.parse(hex(hex));
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
