// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TERMINATE_H
#define NEMO_TERMINATE_H

namespace ns3::nemo
{

/// From now on what would abort the process, as NS_FATAL_ERROR and NS_ABORT_MSG of ns-3 do after
/// they have said why, ends it with a sentence and exit code 3 (ExitCode::INTERNAL_ERROR).
void ExitOnTerminate();

} // namespace ns3::nemo

#endif // NEMO_TERMINATE_H
