// Full-width marks and their vertical forms: the compatibility decompositions <vertical> of UnicodeData.txt, read
// backwards. Curly quotation marks, which have none, become the corner brackets of vertical Chinese, double ones
// outside; the long mark of kana and the wave become lines.
#include "vertical_forms.h"

#include <unordered_map>

namespace lr::terminal {

const std::string& vertical_form(const std::string& utf8) {
  static const std::unordered_map<std::string, std::string> forms = {
      {"，", "︐"}, {"、", "︑"}, {"。", "︒"}, {"：", "︓"}, {"；", "︔"}, {"！", "︕"}, {"？", "︖"}, {"〖", "︗"},
      {"〗", "︘"}, {"…", "︙"},  {"‥", "︰"},  {"—", "︱"},  {"–", "︲"},  {"（", "︵"}, {"）", "︶"}, {"｛", "︷"},
      {"｝", "︸"}, {"〔", "︹"}, {"〕", "︺"}, {"【", "︻"}, {"】", "︼"}, {"《", "︽"}, {"》", "︾"}, {"〈", "︿"},
      {"〉", "﹀"}, {"「", "﹁"}, {"」", "﹂"}, {"『", "﹃"}, {"』", "﹄"}, {"［", "﹇"}, {"］", "﹈"}, {"“", "﹃"},
      {"”", "﹄"},  {"‘", "﹁"},  {"’", "﹂"},  {"ー", "｜"}, {"～", "︴"},
  };
  const auto found = forms.find(utf8);
  return found == forms.end() ? utf8 : found->second;
}

}  // namespace lr::terminal
