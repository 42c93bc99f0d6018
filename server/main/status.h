#ifndef SERVER_MAIN_STATUS_H_
#define SERVER_MAIN_STATUS_H_

#include "proto/codec/board.h"
#include "server/board/board.h"
#include "server/committee/officials.h"
#include "server/registrar/registrar.h"

namespace pingyi {

v1::Phase WirePhase(Phase phase);

// What GetStatus answers, put together from those who know.
SessionStatus CurrentStatus(const Board& board, const Officials& officials,
                            const Registrar& registrar);

}  // namespace pingyi

#endif  // SERVER_MAIN_STATUS_H_
