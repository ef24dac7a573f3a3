package org.ringdown.rtmp.message;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ringdown.rtmp.amf.AmfValue;

/** What has become of something: its level, a code that programs read, and words for people (RTMP 1.0 §7.2). */
public record Status(Level level, String code, String description, Map<String, AmfValue> more) {
    public static final String CONNECT_SUCCESS = "NetConnection.Connect.Success";
    public static final String CONNECT_REJECTED = "NetConnection.Connect.Rejected";
    public static final String CONNECT_CLOSED = "NetConnection.Connect.Closed";
    public static final String RECONNECT_REQUEST = "NetConnection.Connect.ReconnectRequest";
    public static final String CALL_FAILED = "NetConnection.Call.Failed";
    public static final String PUBLISH_START = "NetStream.Publish.Start";
    public static final String PUBLISH_BAD_NAME = "NetStream.Publish.BadName";
    public static final String UNPUBLISH_SUCCESS = "NetStream.Unpublish.Success";
    public static final String PLAY_RESET = "NetStream.Play.Reset";
    public static final String PLAY_START = "NetStream.Play.Start";
    public static final String PLAY_STOP = "NetStream.Play.Stop";
    public static final String PLAY_STREAM_NOT_FOUND = "NetStream.Play.StreamNotFound";
    public static final String PLAY_PUBLISH_NOTIFY = "NetStream.Play.PublishNotify";
    public static final String PLAY_UNPUBLISH_NOTIFY = "NetStream.Play.UnpublishNotify";

    /** As it is written. */
    public enum Level {
        STATUS,
        WARNING,
        ERROR;

        private String written() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Level of(String written) {
            return switch (written) {
                case "error" -> ERROR;
                case "warning" -> WARNING;
                default -> STATUS;
            };
        }
    }

    public static Status good(String code, String description) {
        return new Status(Level.STATUS, code, description, Map.of());
    }

    public static Status bad(String code, String description) {
        return new Status(Level.ERROR, code, description, Map.of());
    }

    /** The same with one thing more to say. */
    public Status with(String name, AmfValue value) {
        var fields = new LinkedHashMap<>(more);
        fields.put(name, value);
        return new Status(level, code, description, fields);
    }

    /** Of the object that says it; empty if it has no code. */
    public static Optional<Status> of(AmfValue value) {
        var fields =
                switch (value) {
                    case AmfValue.Obj(_, var named) -> named;
                    case AmfValue.EcmaArray(var named) -> named;
                    default -> Map.<String, AmfValue>of();
                };
        var more = new LinkedHashMap<>(fields);
        var code = Optional.ofNullable(more.remove("code")).flatMap(AmfValue::text);
        var level = Optional.ofNullable(more.remove("level")).flatMap(AmfValue::text).orElse("");
        var description =
                Optional.ofNullable(more.remove("description")).flatMap(AmfValue::text).orElse("");
        return code.map(text -> new Status(Level.of(level), text, description, more));
    }

    public AmfValue value() {
        var fields = new LinkedHashMap<String, AmfValue>();
        fields.put("level", AmfValue.of(level.written()));
        fields.put("code", AmfValue.of(code));
        fields.put("description", AmfValue.of(description));
        fields.putAll(more);
        return AmfValue.of(fields);
    }
}
