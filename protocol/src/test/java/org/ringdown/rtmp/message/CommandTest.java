package org.ringdown.rtmp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.wire.MalformedException;

/** Commands as they are read and written (RTMP 1.0 §7.2), in AMF 0 and in AMF 3. */
class CommandTest {
    static Stream<Command> commands() {
        return Stream.of(
                new Command.Connect(
                        1,
                        ConnectObject.of("sip/alice", "rtmp://h/sip/alice", "x"),
                        List.of(AmfValue.of("alice"), AmfValue.NULL, AmfValue.of(3))),
                new Command.CreateStream(2),
                new Command.DeleteStream(3, 1),
                new Command.CloseStream(0),
                new Command.ReleaseStream(2, "a"),
                new Command.FcPublish(3, "a"),
                new Command.FcUnpublish(4, "a"),
                new Command.FcSubscribe(5, "a"),
                new Command.Publish(6, "local", "record"),
                new Command.Play(7, "remote", -1, 10, false),
                new Command.Pause(0, true, 1500),
                new Command.ReceiveAudio(0, true),
                new Command.ReceiveVideo(0, false),
                new Command.Result(2, AmfValue.NULL, AmfValue.of(1)),
                new Command.Failure(2, AmfValue.NULL, Status.bad("c", "d").value()),
                new Command.OnStatus(
                        0, Status.good(Status.PLAY_START, "x").with("n", AmfValue.of(1))),
                new Command.Other(
                        "invite",
                        9,
                        AmfValue.NULL,
                        List.of(AmfValue.of("sip:bob@example.net"), AmfValue.of("wideband"))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsWrittenIsReadAgain(Command command) throws Exception {
        for (var encoding : Message.Encoding.values()) {
            var call = new Message.Call(1, command, encoding);
            var read = new ArrayList<Message>();
            MessageReader.read(MessageWriter.write(call), read::add);
            assertThat(read).containsExactly(call);
        }
    }

    @Test
    void argumentsThatAreLeftOutAreTheUsualOnes() throws Exception {
        assertThat(parse(AmfValue.of("publish"), AmfValue.of(0), AmfValue.NULL, AmfValue.of("a")))
                .isEqualTo(new Command.Publish(0, "a", "live"));
        assertThat(parse(AmfValue.of("play"), AmfValue.of(0), AmfValue.NULL, AmfValue.of("a")))
                .isEqualTo(new Command.Play(0, "a", -2, -1, true));
        assertThat(parse(AmfValue.of("createStream"))).isEqualTo(new Command.CreateStream(0));
        assertThat(parse(AmfValue.of("_result"), AmfValue.of(4)))
                .isEqualTo(new Command.Result(4, AmfValue.NULL, AmfValue.NULL));
    }

    @Test
    void argumentsThatDoNotFitStayAsTheyAre() throws Exception {
        for (var name :
                List.of(
                        "publish",
                        "play",
                        "deleteStream",
                        "pause",
                        "connect",
                        "onStatus",
                        "FCSubscribe")) {
            assertThat(parse(AmfValue.of(name), AmfValue.of(2), AmfValue.NULL))
                    .isEqualTo(new Command.Other(name, 2, AmfValue.NULL, List.of()));
        }
    }

    @Test
    void aCommandHasAName() {
        assertThatThrownBy(() -> parse()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> parse(AmfValue.of(1)))
                .hasMessage("a command without a name (RTMP 1.0 §7.2)");
    }

    @Test
    void whatAClientSaysOfItself() {
        var object =
                ConnectObject.of("live", "rtmp://h/live", "FMLE/3.0")
                        .withCodecs(List.of(FourCc.OPUS, FourCc.AVC))
                        .withReconnect();

        assertThat(object.app()).isEqualTo("live");
        assertThat(object.tcUrl()).isEqualTo("rtmp://h/live");
        assertThat(object.flashVer()).isEqualTo("FMLE/3.0");
        assertThat(object.swfUrl()).isEmpty();
        assertThat(object.pageUrl()).isEmpty();
        assertThat(object.encoding()).isEqualTo(Message.Encoding.AMF0);
        assertThat(object.codecs()).containsExactly(FourCc.OPUS, FourCc.AVC);
        assertThat(object.canReconnect()).isTrue();
        var flash =
                new ConnectObject(
                        Map.of(
                                "objectEncoding", AmfValue.of(3),
                                "app", AmfValue.of(1),
                                "fourCcList",
                                        new AmfValue.StrictArray(
                                                List.of(
                                                        AmfValue.of("*"),
                                                        AmfValue.of("ÄÖÜß"),
                                                        AmfValue.of(1)))));
        assertThat(flash.encoding()).isEqualTo(Message.Encoding.AMF3);
        assertThat(flash.app()).as("a number is no name").isEmpty();
        assertThat(flash.codecs()).isEmpty();
        assertThat(flash.canReconnect()).isFalse();
    }

    @Test
    void aStatusHasACode() {
        assertThat(Status.of(AmfValue.of(Map.of("level", AmfValue.of("error"))))).isEmpty();
        assertThat(Status.of(AmfValue.NULL)).isEmpty();
        var status = new Status(Status.Level.WARNING, "c", "d", Map.of("e", AmfValue.of(1)));
        assertThat(Status.of(status.value())).contains(status);
    }

    private static Command parse(AmfValue... values) throws MalformedException {
        return Command.parse(List.of(values));
    }
}
