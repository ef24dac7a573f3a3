package org.ringdown.rtmp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.chunk.MessageType;
import org.ringdown.rtmp.chunk.RawMessage;
import org.ringdown.rtmp.flv.FlvTag;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/** Messages that control, carry and contain others (RTMP 1.0 §5.4, §7.1). */
class MessageTest {
    static Stream<Message> messages() {
        return Stream.of(
                new Message.Acknowledgement(0xfffffff0L),
                new Message.WindowAcknowledgementSize(2_500_000),
                new Message.SetPeerBandwidth(1, Message.SetPeerBandwidth.Limit.DYNAMIC),
                new Message.Control(new UserControl.StreamBegin(1)),
                new Message.Control(new UserControl.StreamEof(1)),
                new Message.Control(new UserControl.StreamDry(1)),
                new Message.Control(new UserControl.SetBufferLength(1, 3000)),
                new Message.Control(new UserControl.StreamIsRecorded(1)),
                new Message.Control(new UserControl.PingRequest(7)),
                new Message.Control(new UserControl.PingResponse(7)),
                new Message.Control(new UserControl.Other(26)),
                new Message.Audio(1, 20, hex("7200")),
                new Message.Video(1, 20, hex("12ff")),
                new Message.Data(1, 0, List.of(AmfValue.of("onMetaData"), AmfValue.NULL)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsReadAgain(Message message) throws Exception {
        assertThat(read(MessageWriter.write(message))).containsExactly(message);
    }

    @Test
    void readsAmf3AsItIsWrapped() throws Exception {
        var command =
                new RawMessage(
                        MessageType.COMMAND_AMF3,
                        0,
                        0,
                        hex("00 02 0004 63616c6c 00 4014000000000000 05 11 06 05 6869"));
        assertThat(read(command))
                .containsExactly(
                        new Message.Call(
                                0,
                                new Command.Other(
                                        "call", 5, AmfValue.NULL, List.of(AmfValue.of("hi"))),
                                Message.Encoding.AMF3));
        var data = new RawMessage(MessageType.DATA_AMF3, 1, 0, hex("00 02 0001 61"));
        assertThat(read(data)).containsExactly(new Message.Data(1, 0, List.of(AmfValue.of("a"))));
    }

    /** §7.1.6: its tags are later than the first by as much as they say, and the first is at the aggregate's time. */
    @Test
    void splitsAnAggregate() throws Exception {
        var out = new WireWriter();
        new FlvTag(MessageType.AUDIO, 1000, hex("72aa")).write(out);
        new FlvTag(MessageType.VIDEO, 1010, hex("12bb")).write(out);
        new FlvTag(MessageType.AGGREGATE, 1010, hex("00")).write(out);
        new FlvTag(MessageType.AUDIO, 1020, hex("72cc")).write(out);
        var aggregate = new RawMessage(MessageType.AGGREGATE, 4, 0xfffffff8, out.written());

        assertThat(read(aggregate))
                .containsExactly(
                        new Message.Audio(4, 0xfffffff8, hex("72aa")),
                        new Message.Video(4, 2, hex("12bb")),
                        new Message.Audio(4, 12, hex("72cc")));
        var cut = out.written().slice(0, 20);
        assertThatThrownBy(() -> read(new RawMessage(MessageType.AGGREGATE, 4, 0, cut)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void whatIsNotKnownIsPassedOverAndNeverSaid() throws Exception {
        assertThat(read(new RawMessage(MessageType.SHARED_OBJECT_AMF0, 0, 0, hex("00"))))
                .containsExactly(new Message.Unknown(MessageType.SHARED_OBJECT_AMF0, 0));
        assertThatThrownBy(() -> MessageWriter.write(new Message.Unknown(1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    3  | 0000          | sequence number needs 4 bytes, 2 left at byte 0 (RTMP 1.0 §5.4)
                    6  | 00000001 03   | a limit type that is reserved at byte 5 (RTMP 1.0 §5.4)
                    4  | 0003 00000001 | buffer length needs 4 bytes, 0 left at byte 6 (RTMP 1.0 §7.1.7)
                    20 | 05            | a command without a name (RTMP 1.0 §7.2)
                    """)
    void refusesWhatCannotBe(int type, String body, String complaint) {
        assertThatThrownBy(() -> read(new RawMessage(type, 0, 0, hex(body))))
                .isInstanceOf(MalformedException.class)
                .hasMessage(complaint);
    }

    private static List<Message> read(RawMessage raw) throws MalformedException {
        var messages = new ArrayList<Message>();
        MessageReader.read(raw, messages::add);
        return messages;
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
