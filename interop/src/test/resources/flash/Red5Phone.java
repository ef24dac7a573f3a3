import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.mina.core.buffer.IoBuffer;
import org.red5.client.net.rtmp.RTMPClient;
import org.red5.server.api.event.IEvent;
import org.red5.server.api.service.IPendingServiceCallback;
import org.red5.server.net.ICommand;
import org.red5.server.net.rtmp.Channel;
import org.red5.server.net.rtmp.RTMPConnection;
import org.red5.server.net.rtmp.event.AudioData;
import org.red5.server.net.rtmp.message.Header;
import org.red5.server.stream.message.RTMPMessage;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What phone.py is on librtmp, on the client of Red5: the same lines are typed at it, and the same said by it. */
final class Red5Phone extends RTMPClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RATE = 8000;
    private static final int FRAME = 160;
    private static final byte A_LAW_TAG = 0x72;
    private static final int LIVE = -1000;

    private final OutputStream heard;
    private volatile Number speaking = 0;
    private volatile int tone;
    private int codec = -1;

    /** PORT APP ARGUMENTS FOLDER. */
    public static void main(String[] words) throws IOException {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT").setLevel(Level.OFF);
        var phone = new Red5Phone(Path.of(words[3]));
        phone.connect(Integer.parseInt(words[0]), words[1], arguments(JSON.readTree(words[2]), 0));
        Thread.ofPlatform().daemon().start(phone::speak);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) phone.perform(JSON.readTree(line));
        System.exit(0);
    }

    private Red5Phone(Path folder) throws IOException {
        heard = new FileOutputStream(folder.resolve("heard.flv").toFile());
        heard.write(new byte[] {'F', 'L', 'V', 1, 4, 0, 0, 0, 9, 0, 0, 0, 0});
        setStreamEventDispatcher(this::happens);
    }

    private void connect(int port, String app, Object[] arguments) {
        var parameters = makeDefaultConnectionParams("127.0.0.1", port, app);
        connect("127.0.0.1", port, parameters, call -> {}, arguments);
    }

    private static Object[] arguments(JsonNode line, int from) {
        var all = new ArrayList<Object>();
        for (int i = from; i < line.size(); i++) all.add(value(line.get(i)));
        return all.toArray();
    }

    private static Object value(JsonNode node) {
        if (node.isNumber()) return node.asDouble();
        return node.isBoolean() ? node.asBoolean() : node.asString();
    }

    private void perform(JsonNode line) {
        var method = line.get(0).asString();
        switch (method) {
            case ".publish" -> createStream(open(stream -> publish(speaking = stream, line.get(1).asString(), "live", null)));
            case ".play" -> createStream(open(stream -> play(stream, line.get(1).asString(), LIVE, LIVE)));
            case ".say" -> tone = line.get(1).asInt();
            case ".close" -> disconnect();
            default -> invoke(method, arguments(line, 1), call -> {});
        }
    }

    private interface Opened {
        void as(Number stream);
    }

    private static IPendingServiceCallback open(Opened opened) {
        return call -> opened.as((Number) call.getResult());
    }

    @Override
    protected void onCommand(RTMPConnection connection, Channel channel, Header source, ICommand command) {
        var call = command.getCall();
        var said = new ArrayList<Object>(List.of(call.getServiceMethodName()));
        if (call.getArguments() != null)
            for (var argument : call.getArguments()) said.add(argument instanceof Number number ? number : String.valueOf(argument));
        tell(said);
        super.onCommand(connection, channel, source, command);
    }

    private static synchronized void tell(List<Object> what) {
        System.out.println(JSON.writeValueAsString(what).replace("\",\"", "\", \""));
    }

    private void happens(IEvent event) {
        if (!(event instanceof AudioData sound) || sound.getData().remaining() == 0) return;
        var body = new byte[sound.getData().remaining()];
        sound.getData().duplicate().get(body);
        try {
            heard.write(tag(body, sound.getTimestamp()));
            heard.flush();
        } catch (IOException e) {
            tell(List.of(".gone", e.toString()));
        }
        if ((body[0] & 0xff) == codec) return;
        codec = body[0] & 0xff;
        tell(List.of(".hears", "%02x".formatted(codec)));
    }

    /** As FLV keeps it (E.4.1). */
    private static byte[] tag(byte[] body, int millis) {
        var tag = ByteBuffer.allocate(15 + body.length).putInt(8 << 24 | body.length);
        tag.putInt(millis << 8 | millis >>> 24).putShort((short) 0).put((byte) 0).put(body);
        return tag.putInt(11 + body.length).array();
    }

    private void speak() {
        long began = System.nanoTime();
        for (int sent = 0; ; sent += FRAME) {
            LockSupport.parkNanos(began + sent * 1_000_000_000L / RATE - System.nanoTime());
            if (tone == 0 || speaking.intValue() == 0) continue;
            var data = new AudioData(IoBuffer.wrap(frame(sent)));
            publishStreamData(speaking, RTMPMessage.build(data, (int) (sent * 1000L / RATE)));
        }
    }

    private byte[] frame(int from) {
        var frame = new byte[1 + FRAME];
        frame[0] = A_LAW_TAG;
        for (int i = 0; i < FRAME; i++) frame[1 + i] = aLaw((int) (1200 * Math.sin(2 * Math.PI * tone * (from + i) / RATE)));
        return frame;
    }

    /** Of a sample of 13 bits (G.711). */
    private static byte aLaw(int sample) {
        int level = Math.min(sample >= 0 ? sample : -sample - 1, 4095);
        int segment = Math.max(27 - Integer.numberOfLeadingZeros(level), 0);
        int mantissa = level >> Math.max(segment, 1) & 0x0f;
        return (byte) (((sample >= 0 ? 0x80 : 0) | segment << 4 | mantissa) ^ 0x55);
    }
}
