package org.ringdown.rtmp.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.flv.FourCc;

/** What a client says of itself when it connects (RTMP 1.0 §7.2.1.1, Enhanced RTMP v2). */
public record ConnectObject(Map<String, AmfValue> fields) {
    private static final int MOST_CODECS = 32;

    /** Of an object or an array with names. */
    static ConnectObject of(AmfValue value) {
        return switch (value) {
            case AmfValue.Obj(_, var fields) -> new ConnectObject(fields);
            case AmfValue.EcmaArray(var fields) -> new ConnectObject(fields);
            default -> new ConnectObject(Map.of());
        };
    }

    /** That of a client which speaks AMF 0 and wants nothing more. */
    public static ConnectObject of(String app, String tcUrl, String flashVer) {
        var fields = new LinkedHashMap<String, AmfValue>();
        fields.put("app", AmfValue.of(app));
        fields.put("type", AmfValue.of("nonprivate"));
        fields.put("flashVer", AmfValue.of(flashVer));
        fields.put("tcUrl", AmfValue.of(tcUrl));
        return new ConnectObject(fields);
    }

    /** The same, and that these codecs are understood (Enhanced RTMP v2, fourCcList). */
    public ConnectObject withCodecs(List<FourCc> codecs) {
        var more = new LinkedHashMap<>(fields);
        more.put(
                "fourCcList",
                new AmfValue.StrictArray(
                        codecs.stream().map(codec -> AmfValue.of(codec.toString())).toList()));
        return new ConnectObject(more);
    }

    /** The same, and that a server may send it elsewhere (Enhanced RTMP v2, capsEx). */
    public ConnectObject withReconnect() {
        var more = new LinkedHashMap<>(fields);
        more.put("capsEx", AmfValue.of(capabilities() | Capability.RECONNECT));
        return new ConnectObject(more);
    }

    /** The bits of capsEx. */
    public static final class Capability {
        public static final int RECONNECT = 1;
        public static final int MULTITRACK = 2;
        public static final int MODIFIERS = 4;
        public static final int NANOSECONDS = 8;

        private Capability() {}
    }

    /** All of the path before the name of a stream: the application, and what it may want to know. */
    public String app() {
        return text("app");
    }

    public String tcUrl() {
        return text("tcUrl");
    }

    public String flashVer() {
        return text("flashVer");
    }

    public String swfUrl() {
        return text("swfUrl");
    }

    public String pageUrl() {
        return text("pageUrl");
    }

    public Message.Encoding encoding() {
        return number("objectEncoding") == 3 ? Message.Encoding.AMF3 : Message.Encoding.AMF0;
    }

    /** The codecs that go by four letters and are understood; "*" is any, and not in the list. */
    public List<FourCc> codecs() {
        if (!(fields.get("fourCcList") instanceof AmfValue.StrictArray(var values))) {
            return List.of();
        }
        return values.stream()
                .limit(MOST_CODECS)
                .flatMap(value -> value.text().stream())
                .filter(letters -> letters.matches("[\\x20-\\x7e]{4}"))
                .map(FourCc::of)
                .toList();
    }

    public boolean canReconnect() {
        return (capabilities() & Capability.RECONNECT) != 0;
    }

    private int capabilities() {
        return (int) number("capsEx");
    }

    AmfValue value() {
        return AmfValue.of(fields);
    }

    private String text(String name) {
        return field(name).flatMap(AmfValue::text).orElse("");
    }

    private double number(String name) {
        return field(name).map(value -> value.number().orElse(0)).orElse(0.0);
    }

    private Optional<AmfValue> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
