package org.ringdown.call;

import java.util.Locale;

/** Why a call ended, in the words of the SDK (docs/endings.md). */
public enum EndReason {
    HANGUP,
    BUSY,
    DECLINED,
    NO_ANSWER,
    CANCELED,
    ANSWERED_ELSEWHERE,
    NOT_FOUND,
    UNAVAILABLE,
    FORBIDDEN,
    CODEC_MISMATCH,
    MEDIA_TIMEOUT,
    NETWORK_LOST,
    TRANSFERRED,
    LIMIT_REACHED,
    ERROR;

    /** As pages, records and webhooks write it: "no-answer". */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
